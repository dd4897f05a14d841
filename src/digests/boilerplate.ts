// digests/boilerplate.ts: what stands in documents and says nothing: notices, certificates, contents, contacts.
//
// A digest must never cite these. Judged by heading (then all below it goes) and by paragraph. Rules look at the
// first 1,500 characters of a paragraph, so a notice of ten pages costs no more than one of ten lines.

const HEADINGS =
  /^(?:[\d一二三四五六七八九十.、\s]*)(?:免责声明|重要声明|法律声明|特别声明|信息披露|分析师(?:承诺|声明|简介|介绍)|投资评级(?:说明|定义|体系)|评级说明|目录|图表目录|联系(?:我们|方式)|相关阅读|参考文献|disclaimers?|important (?:disclosures?|information|notices?)|analyst certification|forward[- ]looking (?:statements?|information).*|safe harbor.*|table of contents|contents|legal notice|contact(?: us)?|about (?:us|the author)|references|signatures?|exhibits?|terms of use)\s*$/i;

const NOTICES =
  /免责声明|重要声明|法律声明|不构成(?:任何)?(?:.{0,12})?投资建议|投资需谨慎|未经(?:书面)?(?:许可|授权|同意)|版权(?:归|所有)|分析师(?:承诺|声明|保证)|具有专业胜任能力|评级说明|仅供演示|forward[- ]looking statements?|safe harbou?r|analyst certification|personal views (?:of|about)|past performance|all rights reserved|terms of use|undertakes? no obligation|(?:actual )?results (?:may|could|might) (?:be |in the future be )?(?:materially )?differ|may differ materially|not (?:an offer|investment advice|a recommendation)|for demonstration(?: only| and)?|(?:webcast|replay|transcript) (?:is|will be|of this)|incorporated by reference|pursuant to (?:section|rule) |securities exchange act of|reconciliation of (?:these )?non-gaap|indicate by check mark|exact name of registrant|address of principal executive|employer identification|telephone number, including|required to file such reports/i;
const NOTICE_OPENING = /^(?:声明|免责|注：|资料来源|数据来源|来源：|sources?:|notes?:|©|\(c\)|copyright)/i;
/** An entry of a list of earlier reports. */
const EARLIER_REPORT = /^[《\d][\d\-/.年月日\s]{0,14}《[^》]{4,80}》\s*$|^《[^》]{4,80}》[\s—–-]*\d{4}/;
const LEADERS = /(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,4}\s*$/m;
const CONTACT =
  /@[\w-]+\.|\b(?:tel|fax|phone)\b\s*[:.]|(?:电话|邮箱|传真|执业证书|登记编码|SAC)\s*[:：]|\bS\d{13}\b|业务资格批文号|^法定代表人|会计机构负责人/i;
const DATE =
  /\d{4}\s*[-/.年]\s*\d{1,2}|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}/i;

/** Whether everything under this heading is left out. */
export const isBoilerplateHeading = (title: string): boolean =>
  title.length < 120 && (HEADINGS.test(plain(title)) || /(?:\.{4,}|…{2,})/.test(title));

/** Hyphens of every kind as one, so that "Forward‑Looking" is met however it is set. */
const plain = (text: string): string => text.replace(/[\u2010-\u2013]/g, "-").trim();

/** Whether a paragraph is a notice, a line of contents, a contact or a by-line. */
export function isBoilerplate(text: string): boolean {
  const head = plain(text.slice(0, 1500));
  if (NOTICE_OPENING.test(head) || NOTICES.test(head)) return true;
  if (LEADERS.test(head) || EARLIER_REPORT.test(head)) return true;
  if (CONTACT.test(head) && head.length < 300) return true;
  return isByline(head);
}

const CLOCK = /(?<!\d)\d{1,2}[:：]\d{2}(?!\d)/;

/** A short line with a date, no stop at its end (or a clock time) and hardly a figure besides: who published when. */
function isByline(text: string): boolean {
  if (text.length > 200 || !DATE.test(text)) return false;
  const lines = text.split("\n");
  if (lines.length > 1 && lines.length <= 3 && isByline(lines[lines.length - 1]!)) return true;
  if (CLOCK.test(text) && text.replace(DATE, "").replace(CLOCK, "").length < 90) return true;
  if (/[。！？]$/.test(text)) return false;
  const rest = text.replace(DATE, "").replace(/\d{1,2}[:：]\d{2}|\d{1,2}\s*日|[-/]\d{1,2}/g, "");
  return !/\d{2,}|%/.test(rest) && !/[，；]/.test(rest) && rest.trim().length < 70;
}

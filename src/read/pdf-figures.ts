// read/pdf-figures.ts: what a figure in a table cell looks like.
//
// Only for finding the columns of tables; what a figure means is not known here. A cell of a table of
// figures holds a number with its signs, a year, or a dash, "n.m." or "N/A" in its place.

const CURRENCY = String.raw`(?:US\$|HK\$|NT\$|RMB|CNY|USD|[$€£¥￥])`;
const NUMBER = String.raw`\d+(?:[,，]\d+)*(?:\.\d+)?|\.\d+`;
const FIGURE = new RegExp(
  String.raw`^[(（]?\s*${CURRENCY}?\s*[(（]?\s*[-–—−+]?\s*${CURRENCY}?\s*(?:${NUMBER})\s*[%％]?[)）]?\s*(?:[%％xX倍]|pts?|bps|pp)?[)）]?(?:\([a-z0-9]{1,2}\)|\*+)?$`,
  "i",
);
const STAND_IN = /^(?:[-–—−]+|n\.?\/?[am]\.?|nm|不适用|N\/A|\*+)\s*%?$/i;
const SIGN = /^(?:US\$|HK\$|[$€£¥￥(（)）%％*-]|\)%|[–—−])$/;

/** Whether the whole text is one figure or what stands in place of one. */
export const isFigureText = (text: string): boolean =>
  text.length <= 40 && (FIGURE.test(text) || STAND_IN.test(text));

/** Whether the text has digits and is one figure: a year or a number, not a dash. */
export const isNumberText = (text: string): boolean => text.length <= 40 && FIGURE.test(text);

/** A sign that belongs to the figure beside it when it stands as a word of its own. */
export const isSignText = (text: string): boolean => SIGN.test(text);

/** A sign that opens the figure after it. */
export const isOpening = (text: string): boolean => /^(?:US\$|HK\$|[$€£¥￥(（-]|[–—−])$/.test(text);

/** A sign that closes the figure before it. */
export const isClosing = (text: string): boolean => /^(?:[)）%％*]+|[)）][%％])$/.test(text);

/** A year or a period head: "2023", "FY25", "2023E", "2022A", "Q3 2025", "2023年", "1Q24". */
export const isPeriodText = (text: string): boolean =>
  /^(?:(?:19|20)\d\d(?:[AEF]|年[度末]?)?|FY\s?\d\d(?:\d\d)?|[1-4]Q\d\d|Q[1-4](?:\s?(?:19|20)?\d\d)?|H[12]\s?\d\d)$/i.test(
    text,
  );

// read/sanitise.ts: the second wall around HTML that a browser will show.
//
// The builder writes reading HTML from escaped text, so this wall should never have anything to do; it
// stands because one slip in any reader would otherwise be a stored script. The one door to sanitize-html
// (DOMPurify on linkedom returns its input untouched, so it must not be used here).

import sanitizeHtml from "sanitize-html";

const TEXT_TAGS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "pre", "th", "td"];
const PLACED = ["data-start", "data-end"];

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [
    ...TEXT_TAGS,
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "strong",
    "em",
    "code",
    "a",
    "br",
  ],
  allowedAttributes: {
    ...Object.fromEntries(TEXT_TAGS.map((tag) => [tag, [...PLACED]])),
    p: [...PLACED, "class"],
    th: [...PLACED, "colspan", "rowspan"],
    td: [...PLACED, "colspan", "rowspan"],
    a: ["href", "rel", "target"],
  },
  allowedClasses: { p: ["caption", "footnote", "header", "footer"] },
  allowedSchemes: ["http", "https", "mailto"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  enforceHtmlBoundary: false,
  nestingLimit: 60,
};

/** The only tags the builder writes, letter by letter. Text between them holds no "<". */
const OUR_TAG =
  /^<(?:\/(?:h[1-6]|p|span|pre|blockquote|ul|ol|li|table|tr|th|td|strong|em|code|a)|br|(?:blockquote|ul|ol|li|table|tr|strong|em|code)|(?:h[1-6]|p|span|pre|th|td)(?: class="(?:caption|footnote|header|footer)")?(?: colspan="\d+")?(?: rowspan="\d+")? data-start="\d+" data-end="\d+"|a href="(?:https?:\/\/|mailto:)[^"<>]*" rel="noopener noreferrer nofollow" target="_blank")>$/i;

/** Whether every tag of the HTML is one that the builder writes, attributes included. One pass. */
function isOurs(html: string): boolean {
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at)) {
    const end = html.indexOf(">", at) + 1;
    if (end === 0 || end - at > 24_000 || !OUR_TAG.test(html.slice(at, end))) return false;
    at = end;
  }
  return true;
}

/**
 * The HTML with everything but plain reading markup taken out; running it twice changes nothing more. HTML
 * that holds only the builder's own tags is known to be plain and passes as it is: sanitize-html takes 25
 * microseconds for each tag, minutes for a large workbook.
 */
export const sanitise = (html: string): string => (isOurs(html) ? html : sanitiseFully(html));

/** The same without the short way. */
export const sanitiseFully = (html: string): string => sanitizeHtml(html, OPTIONS);

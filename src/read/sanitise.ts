// read/sanitise.ts: the second wall around HTML that a browser will show.
//
// The builder writes reading HTML from escaped text, so this wall should never have anything to do; it
// stands because one slip in any reader would otherwise be a stored script. The one door to sanitize-html
// (DOMPurify on linkedom returns its input untouched, so it must not be used here).

import sanitizeHtml from "sanitize-html";

const TEXT_TAGS = ["h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "pre", "caption", "th", "td"];
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

/** The HTML with everything but plain reading markup taken out; running it twice changes nothing more. */
export const sanitise = (html: string): string => sanitizeHtml(html, OPTIONS);

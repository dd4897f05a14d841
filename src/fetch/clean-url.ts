// fetch/clean-url.ts: one address for one page, so that the same page added twice is one document.
//
// Only what is known not to change a page is taken off: a wrong merge of two pages is worse than a double.

import { DossierError } from "../values/error.ts";

/** Parameters that say where a reader came from, never what the page is. */
const TRACKING =
  /^(?:utm_\w*|pk_\w*|mtm_\w*|hsa_\w*|_hs\w*|mc_[ce]id|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|ref_src|ref_url|cmpid|ncid|smid|guccounter|guce_\w+|spm|scm|isappinstalled|share_token|share_source|sharefrom|wt_mc|mkt_tok|vero_id|oly_\w+|s_kwcid|trk|trkCampaign)$/i;
const INDEX = /\/(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)$/i;

/** The URL of a web address as written; throws bad-url for anything but http and https. */
export function parseUrl(written: string): URL {
  const text = written.trim();
  const bad = (reason: string): DossierError =>
    new DossierError("bad-url", { url: text.slice(0, 200), reason });
  if (text.length > 8_000) throw bad("it is too long");
  if (!URL.canParse(text)) throw bad("it is not complete, such as https://example.com/page");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw bad("only http and https are fetched");
  if (url.hostname === "") throw bad("it names no host");
  return url;
}

/**
 * The address without what does not change the page: tracking parameters, fragment, credentials, default
 * port, a last dot of the host, "index.html". The order of parameters is kept. Cleaning a clean address
 * changes nothing. Throws bad-url.
 */
export function cleanUrl(written: string): string {
  const url = parseUrl(written);
  url.hash = "";
  url.username = "";
  url.password = "";
  if (url.hostname.endsWith(".") && !/^\.+$/.test(url.hostname))
    url.hostname = url.hostname.replace(/\.+$/, "");
  url.pathname = url.pathname.replace(INDEX, "/");
  const kept = url.search
    .slice(1)
    .split("&")
    .map((part) => part.replace(/^\?+/, ""))
    .filter((part) => part !== "" && !TRACKING.test(part.split("=")[0]!));
  url.search = kept.join("&");
  return url.href;
}

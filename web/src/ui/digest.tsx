// web/src/ui/digest.tsx: a digest with its citations, in the feed and in the reader, and its coverage.

import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Citation, Digest, DigestSection, Document } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { type CitedDocument, useCiteCard } from "./cite-card.tsx";
import { citeLabel, placeOf } from "./cite-text.ts";
import { langOf, langOfText } from "./format.ts";

const TICKS_AT_MOST = 120;
const PAGES_NAMED = 8;

/** Every citation of a digest in reading order. */
export const citationsOf = (digest: Digest | null): Citation[] =>
  digest?.sections.flatMap(({ items }) => items.flatMap(({ citations }) => citations)) ?? [];

export const sameCitation = (a: Citation, b: Citation | null): boolean =>
  b !== null && a.start === b.start && a.end === b.end && a.versionId === b.versionId;

interface CiteProps {
  document: CitedDocument;
  citation: Citation;
  order: number;
  isCurrent?: boolean;
  onOpen?: ((citation: Citation) => void) | undefined;
}

/** "[3]": points at the quote, opens its page. */
export function Cite({ document, citation, order, isCurrent = false, onOpen }: CiteProps) {
  const card = useCiteCard();
  const words = useWords();
  const label = citeLabel(document, citation, order);
  return (
    <Link
      to="/documents/$documentId"
      params={{ documentId: document.id }}
      search={placeOf(citation)}
      className="cite"
      aria-label={words("cite.label", { page: label })}
      aria-current={isCurrent ? "true" : undefined}
      onMouseEnter={(event) => card.point(event.currentTarget, document, citation)}
      onMouseLeave={card.leave}
      onFocus={(event) => {
        if (event.currentTarget.matches(":focus-visible"))
          card.point(event.currentTarget, document, citation, true);
      }}
      onBlur={card.leave}
      onClick={(event) => {
        card.leave();
        if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onOpen(citation);
      }}
    >
      {label}
    </Link>
  );
}

/** Signs of a font of its own, which no other font has, and a bullet that the list has already. */
const withoutBullet = (text: string): string =>
  text.replace(/[\uE000-\uF8FF]/g, "").replace(/^[\s◦•●○■□▪▫◆◇➢✓]+/, "");

/** Text whose last word does not part from its citations. */
function Item(props: {
  document: Document;
  item: DigestSection["items"][number];
  firstOrder: number;
  current?: Citation | null;
  onOpen?: ((citation: Citation) => void) | undefined;
}) {
  const { citations } = props.item;
  const text = withoutBullet(props.item.text);
  const cut = Math.max(0, text.length - 2);
  return (
    <>
      {text.slice(0, cut)}
      <span className="nowrap">
        {text.slice(cut)}
        <span className="cites">
          {citations.map((citation, index) => (
            <Cite
              key={`${citation.start}-${citation.end}`}
              document={props.document}
              citation={citation}
              order={props.firstOrder + index}
              isCurrent={sameCitation(citation, props.current ?? null)}
              onOpen={props.onOpen}
            />
          ))}
        </span>
      </span>
    </>
  );
}

interface DigestViewProps {
  document: Document;
  digest: Digest;
  /** "feed": heads at the side, running text for news. "reader": heads above with their counts. */
  form: "feed" | "reader";
  current?: Citation | null;
  onOpen?: (citation: Citation) => void;
  /** Items shown in each section of a feed entry; the rest is in the reader. */
  most?: number;
}

export function DigestView({ document, digest, form, current = null, onOpen, most }: DigestViewProps) {
  const words = useWords();
  const { sections } = digest;
  const isPlain = sections.length === 1 && (document.kind === "news" || document.kind === "note");
  let order = 1;
  const ordered = sections.map((section) => ({
    section,
    items: section.items.map((item) => {
      const firstOrder = order;
      order += item.citations.length;
      return { item, firstOrder };
    }),
  }));
  if (isPlain && form === "feed") {
    return (
      <div className="digest" lang={langOf(document.language)}>
        <p>
          {ordered[0]!.items.map(({ item, firstOrder }) => (
            <Fragment key={firstOrder}>
              <Item document={document} item={item} firstOrder={firstOrder} onOpen={onOpen} />{" "}
            </Fragment>
          ))}
        </p>
      </div>
    );
  }
  return (
    <div className={form === "feed" ? "digest" : "digest wide"} lang={langOf(document.language)}>
      {ordered.map(({ section, items }) => (
        <section key={section.key + (section.title ?? "")} className="section">
          <h3 lang={section.title ? langOfText(section.title) : words.language === "zh" ? "zh-CN" : "en"}>
            <span>
              {withoutBullet(section.title ?? "") || words.maybe(`section.${section.key}`, section.key)}
            </span>
            {form === "reader" ? (
              <span className="count">{items.reduce((sum, { item }) => sum + item.citations.length, 0)}</span>
            ) : null}
          </h3>
          <ul>
            {items.slice(0, most ?? items.length).map(({ item, firstOrder }) => (
              <li
                key={firstOrder}
                className={item.citations.some((one) => sameCitation(one, current)) ? "here" : undefined}
              >
                <Item
                  document={document}
                  item={item}
                  firstOrder={firstOrder}
                  current={current}
                  onOpen={onOpen}
                />
                {item.origin === "model" ? <span className="count"> {words("digest.byModel")}</span> : null}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** One tick a page: filled when the digest cites it. The unused pages are named. */
export function Coverage({ digest, pageCount }: { digest: Digest; pageCount: number }) {
  const words = useWords();
  const used = new Set(digest.coverage.used);
  const { unused } = digest.coverage;
  if (pageCount < 2 || used.size + unused.length === 0) return null;
  const named = words.list(unused.slice(0, PAGES_NAMED).map(String));
  return (
    <div className="cover">
      {pageCount <= TICKS_AT_MOST ? (
        <span className="ticks" aria-hidden="true">
          {Array.from({ length: pageCount }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its page
            <i key={index} className={used.has(index + 1) ? undefined : "unused"} />
          ))}
        </span>
      ) : null}
      <span>
        {words("digest.coverage", { used: used.size, total: pageCount })}
        {unused.length > 0 && unused.length <= Math.max(PAGES_NAMED, used.size)
          ? words(unused.length > PAGES_NAMED ? "digest.unusedMore" : "digest.unused", {
              pages: named,
              more: unused.length - PAGES_NAMED,
            })
          : null}
      </span>
    </div>
  );
}

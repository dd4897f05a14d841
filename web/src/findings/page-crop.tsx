// web/src/findings/page-crop.tsx: the place of a quote as it stands on its page, with a box over its words.
//
// A strip of the page's picture: as wide as the page, a few lines high, moved so that the words are in the middle.

import { useQuery } from "@tanstack/react-query";
import { boxesQuery } from "../api/queries.ts";
import type { Operand } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { pictureUrl } from "../reader/page-pane.tsx";

/** CSS pixels of the whole page's picture: wide enough to read a table's digits. */
const PICTURE_WIDTH = 900;
const HEIGHT = 132;

/** Nothing for a document without pages, and while the place is looked for. */
export function PageCrop({ operand }: { operand: Operand }) {
  const words = useWords();
  const { documentId, versionId, start, end, page } = operand.citation;
  const at = operand.citation.quote.indexOf(operand.text);
  const [from, to] = at < 0 ? [start, end] : [start + at, start + at + operand.text.length];
  const place = useQuery({ ...boxesQuery(documentId, versionId, from, to), retry: false });
  const [first] = place.data?.boxes ?? [];
  if (first === undefined) return null;
  const own = place.data!.boxes.filter((box) => box.page === first.page);
  const percent = (part: number) => `${part * 100}%`;
  return (
    <div className="page-crop" style={{ height: HEIGHT }}>
      <div
        className="page-strip"
        style={{
          width: PICTURE_WIDTH,
          // The words in the middle, across and down; the picture's height is known to the layout alone.
          left: `calc(50% - ${PICTURE_WIDTH * ((first.x0 + first.x1) / 2)}px)`,
          transform: `translateY(calc(${HEIGHT / 2}px - ${percent((first.y0 + first.y1) / 2)}))`,
        }}
      >
        <img
          src={pictureUrl(documentId, versionId, first.page, PICTURE_WIDTH)}
          alt={words("finding.pageOf", { page: page })}
          width={PICTURE_WIDTH}
          loading="lazy"
        />
        {own.map((box) => (
          <span
            key={`${box.x0}-${box.y0}`}
            className="crop-box"
            style={{
              left: percent(box.x0),
              top: percent(box.y0),
              width: percent(box.x1 - box.x0),
              height: percent(box.y1 - box.y0),
            }}
          />
        ))}
      </div>
    </div>
  );
}

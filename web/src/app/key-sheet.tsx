// web/src/app/key-sheet.tsx: "?": every key of the desk on one sheet.

import { useWords } from "../i18n/i18n.ts";
import { Dialog } from "../ui/dialog.tsx";
import { MOD_KEY } from "../ui/keys.ts";

const KEYS = [
  ["?", "keys.sheet"],
  [`${MOD_KEY} K`, "keys.palette"],
  ["/", "keys.search"],
  ["j k", "keys.move"],
  ["o Enter", "keys.open"],
  ["f", "keys.favourite"],
  ["a", "keys.archive"],
  ["x", "keys.select"],
  ["#", "keys.trash"],
  ["z", "keys.undo"],
  ["[ ]", "keys.page"],
  ["n p", "keys.citation"],
  [`${MOD_KEY} F`, "keys.find"],
  ["g", "keys.goto"],
  ["+ -", "keys.zoom"],
  ["Esc", "keys.back"],
] as const;

export function KeySheet({ close }: { close: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words("nav.keys")} close={close}>
      <dl className="keys-list">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys} style={{ display: "contents" }}>
            <dt>
              {keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words(meaning)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

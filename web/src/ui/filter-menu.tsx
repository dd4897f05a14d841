// web/src/ui/filter-menu.tsx: one field's filter as a button with its values behind it.

import { Menu } from "@mantine/core";
import type { FacetValue } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { countName } from "./format.ts";
import { Icon } from "./icons.tsx";

const MOST = 60;

export function FilterMenu(props: {
  name: string;
  values: readonly FacetValue[] | undefined;
  active: readonly string[] | undefined;
  say?: (value: string) => string;
  onToggle: (value: string) => void;
  onClear: () => void;
}) {
  const words = useWords();
  const { name, values = [], active = [], say = (value) => value } = props;
  const known = new Set(values.map(({ value }) => value));
  const all = [
    ...values.filter(({ value }) => value !== ""),
    ...active.filter((value) => !known.has(value)).map((value) => ({ value, count: 0 })),
  ];
  if (all.length === 0) return null;
  const isOn = active.length > 0;
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <button type="button" className={isOn ? "filter on" : "filter"}>
          {name}
          {isOn ? <b>{active.map(say).join(", ")}</b> : null}
          <Icon name="down" small />
        </button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {isOn ? <Menu.Item onClick={props.onClear}>{words("facet.all")}</Menu.Item> : null}
        {all.slice(0, MOST).map(({ value, count }) => (
          <Menu.CheckboxItem
            key={value}
            checked={active.includes(value)}
            rightSection={<span className="count">{countName(count, words.language)}</span>}
            onChange={() => props.onToggle(value)}
          >
            {say(value)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

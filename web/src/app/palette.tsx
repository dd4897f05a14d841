// web/src/app/palette.tsx: Ctrl or Command and K: go anywhere, do anything, by typing.

import "@mantine/core/styles/Input.css";
import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { suggestQuery, topicsQuery } from "../api/queries.ts";
import { setLanguage, useWords } from "../i18n/i18n.ts";
import { useFocusBack } from "../ui/focus-back.ts";
import { useThemeSwitch } from "./bar.tsx";
import { useShell } from "./shell-context.ts";
import { takeTyped } from "./typed-ahead.ts";

const [store, palette] = createSpotlight();
const PAGES = {
  ask: "/ask",
  library: "/library",
  ledger: "/ledger",
  pictures: "/figures",
  terms: "/terms",
  findings: "/findings",
  feeds: "/feeds",
  activity: "/activity",
  topics: "/topics",
  settings: "/settings",
} as const;
type Page = keyof typeof PAGES;

export function Palette({ close }: { close: () => void }) {
  const words = useWords();
  const navigate = useNavigate();
  const shell = useShell();
  const { switchTheme } = useThemeSwitch();
  const topics = useQuery(topicsQuery);
  const [query, setQuery] = useState("");
  const [prefix] = useDebouncedValue(query, 120);
  const found = useQuery({ ...suggestQuery(prefix), enabled: prefix !== "" });
  useEffect(() => {
    palette.open();
    return () => void takeTyped();
  }, []);
  useFocusBack();

  const actions: SpotlightActionGroupData[] = [
    {
      group: words("nav.topics"),
      actions: (topics.data ?? []).map(({ id, name, aliases }) => ({
        id,
        label: name,
        keywords: aliases.map(({ text }) => text),
        onClick: () => void navigate({ to: "/topics/$topicId", params: { topicId: id } }),
      })),
    },
    {
      group: words("nav.documents"),
      actions: (query === "" ? [] : (found.data?.documents ?? [])).map(({ id, title }) => ({
        id,
        label: title,
        // The server matched them; the palette's own filter shall not drop them.
        keywords: [query],
        onClick: () => void navigate({ to: "/documents/$documentId", params: { documentId: id } }),
      })),
    },
    {
      group: words("nav.pages"),
      actions: (Object.keys(PAGES) as Page[]).map((page) => ({
        id: page,
        label: words(page === "pictures" || page === "terms" ? `ledger.tab.${page}` : `nav.${page}`),
        keywords: [page],
        onClick: () => void navigate({ to: PAGES[page] }),
      })),
    },
    {
      group: words("nav.actions"),
      actions: [
        ...(query.trim() === ""
          ? []
          : [
              {
                id: "search",
                label: words("search.for", { query }),
                keywords: [query],
                onClick: () => void navigate({ to: "/search", search: { q: query } }),
              },
            ]),
        // The palette closes itself first; the next dialog opens after it.
        {
          id: "add",
          label: words("add.title"),
          keywords: ["add"],
          onClick: () => setTimeout(() => shell.open("add")),
        },
        { id: "keys", label: words("nav.keys"), onClick: () => setTimeout(() => shell.open("keys")) },
        { id: "theme", label: words("nav.switchTheme"), keywords: ["theme"], onClick: switchTheme },
        {
          id: "language",
          label: words("nav.otherLanguage"),
          keywords: ["language", "语言", "中文", "English"],
          onClick: () => void setLanguage(words.language === "zh" ? "en" : "zh"),
        },
      ],
    },
  ];
  return (
    <Spotlight
      store={store}
      actions={actions.filter((group) => group.actions.length > 0)}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      returnFocus={false}
      shortcut={null}
      limit={14}
      scrollable
      maxHeight={480}
      nothingFound={words("nav.nothing")}
      searchProps={{
        placeholder: words("nav.palettePlaceholder"),
        "aria-label": words("nav.palette"),
        onFocus: () => setQuery((now) => takeTyped() + now),
      }}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { "aria-label": words("nav.palette") } }}
    />
  );
}

// web/src/app/find-box.tsx: the box "Search documents", in the open topic or everywhere, with suggestions.

import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useState } from "react";
import { suggestQuery, topicsQuery } from "../api/queries.ts";
import type { Suggestions } from "../api/types.ts";
import { useWords } from "../i18n/i18n.ts";
import { Icon } from "../ui/icons.tsx";
import { text } from "./address.ts";

const SUGGEST_AFTER_MS = 120;

interface Choice {
  id: string;
  group: "recent" | "completions" | "topics" | "documents";
  label: string;
}

/** Suggestions in the order they are shown. */
export function choicesOf(found: Suggestions | undefined): Choice[] {
  if (!found) return [];
  return [
    ...found.recent.map((label): Choice => ({ id: label, group: "recent", label })),
    ...found.completions.map((label): Choice => ({ id: label, group: "completions", label })),
    ...found.topics.map(({ id, name }): Choice => ({ id, group: "topics", label: name })),
    ...found.documents.map(({ id, title }): Choice => ({ id, group: "documents", label: title })),
  ];
}

export function FindBox() {
  const words = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const { topicId } = useParams({ strict: false });
  const asked = useRouterState({
    select: ({ location }) =>
      location.pathname === "/search" ? (location.search as { q?: unknown; topic?: unknown }) : null,
  });
  const askedQuery = asked ? (text(asked.q) ?? "") : "";
  const scopeId = asked ? text(asked.topic) : topicId;
  const topics = useQuery(topicsQuery);
  const [query, setQuery] = useState(askedQuery);
  const [isWide, setWide] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const [prefix] = useDebouncedValue(query, SUGGEST_AFTER_MS);
  const found = useQuery({ ...suggestQuery(prefix), enabled: isOpen });
  const choices = isOpen ? choicesOf(found.data) : [];
  const scope = isWide ? undefined : topics.data?.find(({ id }) => id === scopeId);
  useEffect(() => setQuery(askedQuery), [askedQuery]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new topic starts narrow again
  useEffect(() => setWide(false), [scopeId]);

  const search = (q: string) => {
    setOpen(false);
    setAt(-1);
    setQuery(q);
    void navigate({ to: "/search", search: { q, topic: scope?.id } });
  };
  const choose = ({ group, id, label }: Choice) => {
    setOpen(false);
    setAt(-1);
    if (group === "topics") void navigate({ to: "/topics/$topicId", params: { topicId: id } });
    else if (group === "documents")
      void navigate({ to: "/documents/$documentId", params: { documentId: id } });
    else search(label);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const choice = choices[at];
    if (choice) choose(choice);
    else search(query);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) return setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      setAt((now) => Math.max(-1, Math.min(choices.length - 1, now + step)));
    } else if (event.key === "Escape") {
      if (isOpen && choices.length > 0) setOpen(false);
      else event.currentTarget.blur();
    } else if (event.key === "Backspace" && query === "" && scope) setWide(true);
  };
  return (
    <form className="find" role="search" onSubmit={submit}>
      <div className="find-box">
        <Icon name="search" />
        {scope ? (
          <button
            type="button"
            className="find-scope only-wide"
            aria-label={words("search.everywhereInstead", { topic: scope.name })}
            onClick={() => setWide(true)}
          >
            {scope.name} ×
          </button>
        ) : null}
        <input
          id="find"
          role="combobox"
          aria-expanded={choices.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? `${listId}-${at}` : undefined}
          aria-label={words("search.box")}
          placeholder={scope ? words("search.boxIn", { topic: scope.name }) : words("search.box")}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setOpen(true);
            setAt(-1);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {query === "" ? (
          <>
            <span className="find-hint" aria-hidden="true">
              kind: entity: after: NEAR3(a b) has:conflict
            </span>
            <span aria-hidden="true">
              <kbd>/</kbd>
            </span>
          </>
        ) : null}
      </div>
      {choices.length > 0 ? (
        // Keep the focus in the box while one clicks a suggestion.
        <div className="suggest" onMouseDown={(event) => event.preventDefault()}>
          <ul id={listId} role="listbox" aria-label={words("search.suggestions")}>
            {choices.map((choice, index) => (
              <li
                key={`${choice.group}-${choice.id}`}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                onClick={() => choose(choice)}
              >
                <span className="count">{words(`search.group.${choice.group}`)}</span> {choice.label}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </form>
  );
}

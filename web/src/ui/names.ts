// web/src/ui/names.ts: the vocabulary of the desk as names in the interface's language.

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { termsQuery } from "../api/queries.ts";
import type { Term } from "../api/types.ts";
import { useWords, type Words } from "../i18n/i18n.ts";
import { momentName } from "./format.ts";
import { type Names, namesOf } from "./term-names.ts";

const NONE: readonly Term[] = [];

/** The names of the desk's vocabulary; as kept until it has come. */
export function useNames(): Names {
  const { language } = useWords();
  const { data } = useQuery(termsQuery);
  const terms = data?.terms ?? NONE;
  return useMemo(() => namesOf(terms, language), [terms, language]);
}

/** The day of a document; of one without a date of its own when it was added, said as such. */
export const dayName = (words: Words, { sortAt, isDated }: { sortAt: string; isDated: boolean }): string =>
  isDated ? sortAt.slice(0, 10) : words("doc.addedOn", { date: momentName(sortAt) });

/** What a figure is to another: "YoY", "share of revenue"; "" for a plain level. */
export function relationName(words: Words, relation: string | null): string {
  if (relation === null) return "";
  const [, what] = /^share-of:(.*)$/.exec(relation) ?? [];
  if (what === undefined) return words.maybe(`relation.${relation}`, relation);
  if (what === "total") return words("relation.shareOfTotal");
  return what === "" ? words("relation.share") : words("relation.shareOf", { what });
}

/** What a field of a figure rests on: "row label, segment"; a rule without a name here is shown as it is called. */
export const groundName = (words: Words, rule: string): string =>
  words.list(rule.split("+").map((one) => words.maybe(`ground.${one}`, one.replaceAll("-", " "))));

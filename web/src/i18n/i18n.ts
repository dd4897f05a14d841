// web/src/i18n/i18n.ts: the interface in Chinese and English.
//
// Keys are checked by the compiler against en.json; a test keeps zh.json on the same keys. Only the
// language in use is loaded. Text of documents is never translated here.

import i18next, { type FormatterModule } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type en from "./en.json";

export type UiLanguage = "zh" | "en";

type Bare<Name extends string> = Name extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Name;
type Paths<Node, Prefix extends string = ""> = {
  [Name in keyof Node & string]: Node[Name] extends string
    ? `${Prefix}${Bare<Name>}`
    : Paths<Node[Name], `${Prefix}${Name}.`>;
}[keyof Node & string];
/** A key of the catalogue, plural endings left off. */
export type WordKey = Paths<typeof en>;
export type Values = Record<string, string | number>;

const STORED = "dossier-language";
const CATALOGUES = { zh: () => import("./zh.json"), en: () => import("./en.json") };

/** The language this browser chose before, else the one it asks for. */
export function preferredLanguage(stored: string | null, asked: readonly string[]): UiLanguage {
  const first = stored ?? asked[0] ?? "en";
  return first.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** Values that name a thing instead of counting: they are written without grouping. */
const NAMING = new Set(["page", "number", "version", "row"]);

/** A value inside a text: counts are grouped as the language writes them ("10,000"). */
export function shownInText(value: string | number, name: string | undefined, language: string): string {
  const isCount = typeof value === "number" && !(name !== undefined && NAMING.has(name));
  return isCount ? new Intl.NumberFormat(language).format(value) : String(value);
}

/** Takes the place of the library's own formats, which the catalogues do not use. */
const formatter: FormatterModule = {
  type: "formatter",
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  // A value that was not given comes through as it is: the library tells of it.
  format: (value, _format, language, options) =>
    value === undefined
      ? value
      : shownInText(
          value as string | number,
          (options as { interpolationkey?: string } | undefined)?.interpolationkey,
          language ?? "en",
        ),
};

async function load(language: UiLanguage): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const catalogue = await CATALOGUES[language]();
  i18next.addResourceBundle(language, "translation", catalogue.default);
}

/** Starts with the preferred language; call once before the first render. */
export async function startWords(): Promise<void> {
  const language = preferredLanguage(localStorage.getItem(STORED), navigator.languages);
  await i18next
    .use(initReactI18next)
    .use(formatter)
    .init({
      lng: language,
      resources: {},
      partialBundledLanguages: true,
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
  await load(language);
  await i18next.changeLanguage(language);
  markRoot(language);
}

/** Switches the interface and remembers it. */
export async function setLanguage(language: UiLanguage): Promise<void> {
  await load(language);
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  markRoot(language);
}

function markRoot(language: UiLanguage) {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

export interface Words {
  (key: WordKey, values?: Values): string;
  /** A key made at run time, with what to say when the catalogue has none. */
  maybe(key: string, otherwise: string, values?: Values): string;
  /** Things one after the other, as the language parts them: "a, b" or "a、b". */
  list(things: readonly string[]): string;
  /** Statements one after the other: "a; b" or "a；b". */
  clauses(statements: readonly string[]): string;
  language: UiLanguage;
}

/** The translator, re-rendering its component when the language changes. */
export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const say = t as unknown as (key: string, values?: Record<string, unknown>) => string;
  const words = (key: WordKey, values?: Values) => say(key, values);
  const isChinese = i18n.language === "zh";
  return Object.assign(words, {
    maybe: (key: string, otherwise: string, values?: Values) =>
      i18n.exists(key, values) ? say(key, values) : otherwise,
    list: (things: readonly string[]) => things.join(isChinese ? "、" : ", "),
    clauses: (statements: readonly string[]) => statements.join(isChinese ? "；" : "; "),
    language: (isChinese ? "zh" : "en") as UiLanguage,
  });
}

// search/knowledge.ts: all that the search knows beyond words, joined into the hooks of the index and the engine.
//
// One Knowledge belongs to one desk: its aliases, and the profiles of its documents. The lexicon is read on the
// first passage or question, not before. Index side: glosses of Chinese passages and the features of a passage.
// Question side: expansion (expand.ts), priors of documents (steer.ts) and the last ordering (rerank.ts). The
// same question is read three times by the engine, so what was understood of it is kept for the last few.

import { expandQuery, ownWords, questionOf } from "./expand.ts";
import { type ConceptFinder, openConceptFinder } from "./expand-concepts.ts";
import { EN_EMPTY } from "./expand-words.ts";
import { FEATURES_VERSION, featuresOf } from "./features.ts";
import { fold } from "./fold.ts";
import { openPassageGlosser } from "./gloss-passage.ts";
import type { IndexHooks, SearchHooks, WeightedGroup } from "./hooks.ts";
import { type Lexicon, lexicon } from "./lexicon.ts";
import type { Concept } from "./lexicon-concepts.ts";
import { type Glosser, type GlossOptions, openGlosser, termsOfWord } from "./lexicon-gloss.ts";
import type { ParsedQuery } from "./query-tree.ts";
import { RERANK_DEPTH, rerankCandidates } from "./rerank.ts";
import { type Statement, wantedStatements } from "./statement.ts";
import { openSteering, type SteeredQuery, type Steering } from "./steer.ts";
import { type DocumentProfile, profileOf } from "./steer-profile.ts";
import { tokenise } from "./tokens.ts";

/** Changes when glosses of the same passage change; the index is made again. */
export const KNOWLEDGE_VERSION = 2 + 100 * FEATURES_VERSION;

/** How much the right document is worth against the best passage by words (1). 2 to 6 rank alike. */
const PRIOR_WEIGHT = 2;

/** Names that mean one thing on this desk: Rainier, Rainer, 雷尼尔. */
export interface DeskAlias {
  names: readonly string[];
  /** Companies steer to their documents; anything else only widens the question. */
  isCompany: boolean;
}

export interface Knowledge {
  index: IndexHooks;
  search: SearchHooks;
  /** Profiles by document; the desk fills it at start and when a document is indexed or goes. */
  profiles: Steering;
  /** Takes other aliases from the next question on; profiles are kept. The same ones again cost nothing. */
  setAliases(aliases: readonly DeskAlias[]): void;
  /** The profile of a document, to be kept beside it and given to `profiles`. */
  profile(document: { title: string; firstPagesText: string }): DocumentProfile;
}

/** What was understood of a question. */
interface Understood {
  question: string;
  words: WeightedGroup[];
  steered: SteeredQuery;
  statements: Set<Statement>;
}

const KEPT_QUESTIONS = 16;

/** The knowledge of a desk. Nothing is read before the first use. */
export function openKnowledge(aliases: readonly DeskAlias[] = []): Knowledge {
  let written = JSON.stringify(aliases);
  const words = lazy(openWords);
  const glossPassage = lazy(() => {
    const { lexicon } = words();
    return openPassageGlosser({
      lexicon,
      termsOfWord: (word) => termsOfWord(lexicon, word, GLOSSING),
      isEmptyWord: GLOSSING.isEmptyWord,
    });
  });
  const held = new Map<string, DocumentProfile>();
  let now: Parts | undefined;
  const parts = (): Parts => {
    if (now !== undefined) return now;
    now = partsOf(words(), JSON.parse(written) as DeskAlias[]);
    for (const [id, profile] of held) now.steering.set(id, profile);
    return now;
  };
  const kept = new Map<string, Understood>();
  const understand = (query: ParsedQuery): Understood => {
    let known = kept.get(query.text);
    if (known === undefined) {
      known = understandQuery(query, parts());
      if (kept.size >= KEPT_QUESTIONS) kept.delete(kept.keys().next().value!);
      kept.set(query.text, known);
    }
    return known;
  };
  const profiles: Steering = {
    set: (id, profile) => {
      kept.clear();
      held.set(id, profile);
      now?.steering.set(id, profile);
    },
    remove: (id) => {
      kept.clear();
      held.delete(id);
      now?.steering.remove(id);
    },
    get: (id) => held.get(id),
    ask: (query) => parts().steering.ask(query),
  };
  return {
    index: {
      version: KNOWLEDGE_VERSION,
      gloss: (passage) => (passage.language === "zh" ? glossPassage()(passage) : null),
      features: featuresOf,
    },
    search: {
      expand: (query) => expandQuery(query, { ...parts(), spentWords: understand(query).steered.spentWords }),
      findGlosses: (text, wanted) => parts().glosser.sightings(fold(text), wanted),
      prior: (query) => weighed(understand(query).steered.priors),
      rerank: {
        textsWanted: RERANK_DEPTH,
        rerank: (query, candidates, statistics) => {
          const { question, words, steered, statements } = understand(query);
          const isSteered = (id: string) => steered.priors.has(id);
          return rerankCandidates({ question, words, statements, isSteered }, candidates, statistics);
        },
      },
    },
    profiles,
    setAliases(next) {
      const text = JSON.stringify(next);
      if (text === written) return;
      written = text;
      now = undefined;
      kept.clear();
    },
    profile: (document) => profileOf(document, parts().companyNames),
  };
}

/** Translations are cut as the question's words are. */
const GLOSSING: GlossOptions = {
  stem: (word) => tokenise(word).terms[0] ?? word,
  isEmptyWord: (word) => EN_EMPTY.has(word),
};

/** What no alias changes. */
interface Words {
  lexicon: Lexicon;
  glosser: Glosser;
}

interface Parts extends Words {
  concepts: ConceptFinder;
  steering: Steering;
  companyNames: string[];
}

function openWords(): Words {
  const words = lexicon();
  return { lexicon: words, glosser: openGlosser(words, GLOSSING) };
}

function partsOf(words: Words, aliases: readonly DeskAlias[]): Parts {
  const all = [...aliases.map(conceptOf), ...words.lexicon.concepts];
  const companies = all.filter(({ kind }) => kind === "company").map(({ zh, en }) => [...en, ...zh]);
  return {
    ...words,
    concepts: openConceptFinder(all),
    steering: openSteering(companies),
    // names of two or three letters are words too often to say whose document it is
    companyNames: companies.flat().filter((name) => name.length > 3 || /\p{Script=Han}/u.test(name)),
  };
}

function conceptOf({ names, isCompany }: DeskAlias): Concept {
  const folded = names.map((name) => fold(name.trim())).filter((name) => name !== "");
  const isHan = (name: string) => /\p{Script=Han}/u.test(name);
  return {
    kind: isCompany ? "company" : "alias",
    zh: folded.filter(isHan),
    en: folded.filter((name) => !isHan(name)),
    wordings: [],
    statements: [],
  };
}

function understandQuery(query: ParsedQuery, parts: Parts): Understood {
  const question = questionOf(query);
  const folded = fold(question);
  const steered = parts.steering.ask(question);
  const words = ownWords(folded, { lexicon: parts.lexicon, spentWords: steered.spentWords });
  const metrics = parts.concepts.find(folded).flatMap(({ concept }) => concept.statements);
  // instructions are cut from the question but may name the statement to use
  return { question, words, steered, statements: wantedStatements(query.text.slice(0, 4000), metrics) };
}

const weighed = (priors: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...priors].map(([id, prior]) => [id, PRIOR_WEIGHT * prior]));

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

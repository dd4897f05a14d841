// search/expand-words.ts: the words of a question that are not what it asks for.
//
// A question comes with stop words ("what is the"), instructions ("round to two decimal places", "answer in
// USD millions"), and generic words ("amount", "year", "percentage") that stand on every page of every
// report. Stop words and instructions are cut, asking words count a third, generic words half. What is cut decides little when the
// rest is rich, and everything when it is "what was the total in 2019". Also the Chinese question words.
// Plain text in, plain text and weights out; stems are the caller's.

/** English words with no content of their own; also left out of glosses. */
export const EN_EMPTY: ReadonlySet<string> = new Set(
  (
    "a an the of in on at to for from by with without into onto about as and or but nor if than then so not no " +
    "is are was were be been being am do does did done doing have has had having will would shall should can could may might must " +
    "this that these those it its he she they them his her their theirs we us our you your i me my " +
    "who whom whose which what when where why how there here also such other another any some each both all more most many much " +
    "only own same too very just s t d m re ve ll sb sth etc"
  ).split(" "),
);

/** Words of asking and instructing; they stand in questions, not in answers. */
const EN_ASKING: ReadonlySet<string> = new Set(
  (
    "please answer question questions assume assuming analyst perspective standpoint respond give solution calculate compute " +
    "extract explain state define defined definition utilize utilizing using use used basing based base relying rely judgments judgment " +
    "information details provided primarily within shown plainly clearly stated outlined explicitly directly line items round decimal places place " +
    "units percents best abilities approach following according looking considering drawing conclusions respectively roughly " +
    "reasonable reasonably approximation exact possible useful relevant metric metrics company companies find tell show table"
  ).split(" "),
);

/** Words that stand on most pages with figures: counted, but half. */
const EN_GENERIC: ReadonlySet<string> = new Set(
  (
    "amount amounts value values number numbers percentage percent proportion change changes changed year years average total totals rate rates " +
    "increase increased increases decrease decreased decreases difference ratio sum fiscal period periods compare compared comparison end ended " +
    "million millions billion billions thousand thousands usd"
  ).split(" "),
);

/**
 * Sentences that tell the answerer how to answer. Cut as a whole only where the question has another
 * sentence, so that "calculate the quick ratio" stays.
 */
const INSTRUCTION =
  /(?:^|[.?:;,]\s*)(?:answer (?:in|the following|this)|round (?:your|to|the)|please (?:answer|base|utilize|use|provide)|(?:give|provide) a (?:solution|response)|respond to|approach the question|assume that you are|we need to|if .{1,60} (?:is|are) not (?:a )?(?:useful|relevant|meaningful|explicitly))[^.?:]*[.?:]?/gi;

/**
 * A question with the sentences about how to answer it blanked (offsets stay); the question itself when
 * nothing else is left.
 */
export function withoutInstructions(question: string): string {
  const rest = question.replace(INSTRUCTION, (sentence) => " ".repeat(sentence.length));
  return rest.replace(/[^\p{L}]/gu, "").length >= 12 ? rest : question;
}

/** How much a lower-case English word of a question counts: 0 (empty), .3 (asking), .5 (generic) or 1. */
export function questionWeight(word: string): number {
  if (EN_EMPTY.has(word)) return 0;
  if (EN_ASKING.has(word)) return 0.3;
  return EN_GENERIC.has(word) ? 0.5 : 1;
}

const ZH_ASKING =
  /请问|请|是什么时候|什么时候|什么时间|为什么|是什么|叫什么|什么|是多少|有多少|多少|哪一|哪些|哪个|哪里|哪儿|哪|是谁|谁|如何|怎么样|怎样|怎么|为何|何时|何地|是否|有没有|几|吗|呢|根据|关于|对应的|分别|一下/g;

/** A folded Chinese question with its question words blanked (offsets stay), so that no pair of characters spans them. */
export const withoutAsking = (folded: string): string =>
  folded.replace(ZH_ASKING, (words) => " ".repeat(words.length));

/** Whether a folded text asks as a sentence does, and is not a row of keywords. */
export const isQuestion = (folded: string): boolean =>
  /[?？]|\b(?:who|whom|whose|which|what|when|where|why|how)\b/.test(folded) ||
  withoutAsking(folded) !== folded;

/** Whether a question asks for a figure: how much, which share, what change, a metric in a year. */
export const asksForFigure = (question: string): boolean =>
  /\b(?:how (?:much|many)|percent|percentage|change|total|average|ratio|amount|value|sum|difference|increase|decrease|number|rate|margin|growth|what (?:is|was|were|are) the)\b|多少|几|占比|比例|增长|金额|数量|总额|率/i.test(
    question,
  );

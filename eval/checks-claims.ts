// eval/checks-claims.ts: the packs arithmetic and arithmetic-zh: claims in words against tables.
//
// A claim is the question with "is" and the answer, as a person would write it; the pack's own expression is used only
// to compare. Reproduced: the claim holds and the number computed is the answer. Perturbed copies (one digit changed,
// the scale changed, the unit changed) of every reproduced claim are caught when they are not confirmed: said to fail, or,
// where another reading may be meant, said to be undecided with the number we get. Both are counted.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type ClaimSource, checkClaim } from "../src/checks/claim.ts";

interface Item {
  id: string;
  lang: "en" | "zh";
  source: string;
  table: string[][] | null;
  context: string;
  history?: string[];
  question: string;
  op: string;
  answer: number;
  answer_text?: string;
  scale?: string;
  derivation_matches: boolean | null;
}

const readItems = (path: string): Item[] => {
  const bytes = readFileSync(path);
  const text = path.endsWith(".gz") ? gunzipSync(bytes).toString("utf8") : bytes.toString("utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Item);
};

/** The answer as it would be written after "is". */
function answerText({ answer, answer_text, scale }: Item): { number: string; unit: string } {
  const text = answer_text ?? String(answer);
  const match = /^(-?[\d.]+(?:e[-+]?\d+)?)(.*)$/i.exec(text.replaceAll(",", ""));
  const number = match === null ? String(answer) : /e/i.test(match[1]!) ? answer.toFixed(10) : match[1]!;
  const unit =
    scale === "percent" ? "%" : scale !== undefined && scale !== "" ? ` ${scale}` : (match?.[2] ?? "");
  return { number, unit };
}

const claimOf = (item: Item, number: string, unit: string): string =>
  `${[...(item.history ?? []), item.question].join(" ")} ${item.lang === "zh" ? "是" : "is"} ${number}${unit}`;

/** One digit changed, the scale changed, the unit changed; which digit comes from the item's id. */
function perturbed(item: Item, number: string, unit: string): { name: string; claim: string }[] {
  const seed = [...item.id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7);
  const digits = [...number.matchAll(/\d/g)].map(({ index }) => index);
  const at = digits[seed % digits.length]!;
  const digit = String((Number(number[at]) + 1 + (seed % 8)) % 10);
  const changed = `${number.slice(0, at)}${digit}${number.slice(at + 1)}`;
  const shifted = /^-?0?\.?0*$/.test(number) ? null : String(Number((Number(number) * 10).toPrecision(12)));
  return [
    ...(Number(changed) === Number(number) ? [] : [{ name: "digit", claim: claimOf(item, changed, unit) }]),
    ...(shifted === null ? [] : [{ name: "scale", claim: claimOf(item, shifted, unit) }]),
    ...(unit === "%" ? [{ name: "unit", claim: claimOf(item, number, " million") }] : []),
  ];
}

interface Score {
  right: number;
  items: number;
  perturbed: number;
  caught: number;
  /** Of the caught ones those that were said to fail; the others were said not to be confirmed. */
  failed: number;
  passed: number;
  all: number;
  accused: number;
  byOp: Map<string, [number, number]>;
  /** "right claims → holds": how many. */
  verdicts: Map<string, number>;
  missed: string[];
}

function score(items: readonly Item[]): Score {
  const result: Score = {
    right: 0,
    items: 0,
    perturbed: 0,
    caught: 0,
    failed: 0,
    passed: 0,
    all: 0,
    accused: 0,
    byOp: new Map(),
    verdicts: new Map(),
    missed: [],
  };
  for (const item of items) {
    const source: ClaimSource = { table: item.table, text: item.context };
    const { number, unit } = answerText(item);
    const said = checkClaim(source, claimOf(item, number, unit));
    const isWrong = item.derivation_matches === false;
    const isRight = said.verdict === "holds";
    const row = result.byOp.get(`${item.source.split(" ")[0]} ${item.op}`) ?? [0, 0];
    result.byOp.set(`${item.source.split(" ")[0]} ${item.op}`, [row[0] + Number(isRight), row[1] + 1]);
    if (!isWrong) {
      count(result, "right claims", said.verdict);
      result.items++;
      result.right += Number(isRight);
      result.accused += Number(said.verdict === "fails");
      if (!isRight)
        result.missed.push(
          `${item.source} ${item.op} ${said.verdict}: ${claimOf(item, number, unit).slice(-230)} | ours ${said.formula} = ${said.computed}`,
        );
    }
    for (const { name, claim } of perturbed(item, number, unit)) {
      const verdict = checkClaim(source, claim).verdict;
      count(result, `wrong ${name}`, verdict);
      result.all++;
      result.passed += Number(verdict === "holds");
      if (!isRight) continue;
      result.perturbed++;
      result.caught += Number(verdict !== "holds");
      result.failed += Number(verdict === "fails");
    }
  }
  return result;
}

const count = ({ verdicts }: Score, claims: string, verdict: string): void => {
  const key = `${claims} → ${verdict}`;
  verdicts.set(key, (verdicts.get(key) ?? 0) + 1);
};

export function scoreClaims(pack: "arithmetic" | "arithmetic-zh", folder: string) {
  const file = pack === "arithmetic" ? "items.jsonl.gz" : "items.jsonl";
  const found = score(readItems(join(folder, pack, file)));
  const report = [
    `${pack}: ${found.right} of ${found.items} reproduced; right claims accused: ${found.accused}; perturbed that pass: ${found.passed} of ${found.all}`,
    ...[...found.verdicts].sort().map(([key, times]) => `  ${key}: ${times}`),
    ...[...found.byOp].map(([op, [right, all]]) => `  ${op}: ${right} of ${all}`),
  ];
  if (process.env.SHOW_MISSED !== undefined) report.push(...found.missed.map((line) => `  - ${line}`));
  return { found, report };
}

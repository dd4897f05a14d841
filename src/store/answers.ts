// store/answers.ts: the tables answers, model_texts and model_usage.

import { Answer } from "../records/answer.ts";
import type { Queryable, Row } from "./database.ts";
import { Where } from "./rows.ts";

export interface AnswerFilter {
  topicId?: string;
  documentId?: string;
  /** Words in the question. */
  contains?: string;
}

export function answersTable(db: Queryable) {
  return {
    async put(answer: Answer): Promise<void> {
      await db.run(
        "INSERT INTO answers (id, asked_at, asked_by, question, topic_id, document_id, follows_id, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET answer = excluded.answer",
        [
          answer.id,
          answer.askedAt,
          answer.askedBy,
          answer.question,
          answer.topicId,
          answer.documentId,
          answer.followsId,
          JSON.stringify(answer),
        ],
      );
    },

    async get(id: string): Promise<Answer | null> {
      const row = await db.get("SELECT answer FROM answers WHERE id = ?", [id]);
      return row === undefined ? null : answerOf(row);
    },

    /** Newest first. */
    async list(filter: AnswerFilter, offset: number, limit: number): Promise<Answer[]> {
      const where = whereOf(filter);
      return (
        await db.all(
          `SELECT answer FROM answers ${where.sql} ORDER BY asked_at DESC, id DESC LIMIT ? OFFSET ?`,
          [...where.parameters, limit, offset],
        )
      ).map(answerOf);
    },

    async count(filter: AnswerFilter): Promise<number> {
      const where = whereOf(filter);
      return (await db.get<{ n: number }>(
        `SELECT count(*) AS n FROM answers ${where.sql}`,
        where.parameters,
      ))!.n;
    },

    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM answers WHERE id = ?", [id]);
    },
  };
}

/** Answers of older versions get the fields that came since. */
const answerOf = (row: Row): Answer => Answer.parse(JSON.parse(String(row.answer)));

function whereOf(filter: AnswerFilter): Where {
  const where = new Where();
  if (filter.topicId !== undefined) where.add("topic_id = ?", filter.topicId);
  if (filter.documentId !== undefined) where.add("document_id = ?", filter.documentId);
  if (filter.contains !== undefined && filter.contains.trim() !== "")
    where.add(
      "lower(question) LIKE ? ESCAPE '\\'",
      `%${filter.contains
        .trim()
        .toLowerCase()
        .replace(/[\\%_]/g, "\\$&")}%`,
    );
  return where;
}

/** A text that a model wrote of a document and that was held against it: a digest or a translation, as JSON. */
export interface ModelText {
  documentId: string;
  kind: "digest" | "translation";
  language: string;
  versionId: string;
  model: string;
  writtenAt: string;
  body: string;
}

export function modelTextsTable(db: Queryable) {
  return {
    async put(text: ModelText): Promise<void> {
      await db.run(
        "INSERT INTO model_texts (document_id, kind, language, version_id, model, written_at, body) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (document_id, kind, language) DO UPDATE SET version_id = excluded.version_id, model = excluded.model, written_at = excluded.written_at, body = excluded.body",
        [text.documentId, text.kind, text.language, text.versionId, text.model, text.writtenAt, text.body],
      );
    },
    async get(documentId: string, kind: ModelText["kind"], language: string): Promise<ModelText | null> {
      const row = await db.get(
        "SELECT * FROM model_texts WHERE document_id = ? AND kind = ? AND language = ?",
        [documentId, kind, language],
      );
      return row === undefined
        ? null
        : {
            documentId,
            kind,
            language,
            versionId: String(row.version_id),
            model: String(row.model),
            writtenAt: String(row.written_at),
            body: String(row.body),
          };
    },
  };
}

export interface ModelUsage {
  /** "2025-11". */
  month: string;
  runs: number;
  tokensIn: number;
  tokensOut: number;
}

export function modelUsageTable(db: Queryable) {
  return {
    async add({ month, runs, tokensIn, tokensOut }: ModelUsage): Promise<void> {
      await db.run(
        "INSERT INTO model_usage (month, runs, tokens_in, tokens_out) VALUES (?, ?, ?, ?) ON CONFLICT (month) DO UPDATE SET runs = model_usage.runs + excluded.runs, tokens_in = model_usage.tokens_in + excluded.tokens_in, tokens_out = model_usage.tokens_out + excluded.tokens_out",
        [month, runs, tokensIn, tokensOut],
      );
    },
    /** Zeros for a month without a run. */
    async of(month: string): Promise<ModelUsage> {
      const row = await db.get("SELECT * FROM model_usage WHERE month = ?", [month]);
      return {
        month,
        runs: Number(row?.runs ?? 0),
        tokensIn: Number(row?.tokens_in ?? 0),
        tokensOut: Number(row?.tokens_out ?? 0),
      };
    },
  };
}

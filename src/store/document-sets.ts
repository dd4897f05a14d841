// store/document-sets.ts: sets of documents by what else the store knows of them: ids for the search's filters.

import type { Term } from "../records/figure.ts";
import type { Queryable } from "./database.ts";

const CONDITIONS: Record<string, string> = {
  "has:figure": "SELECT id FROM documents WHERE figure_count > 0",
  "has:conflict":
    "SELECT DISTINCT d.document_id AS id FROM finding_documents d JOIN findings f ON f.id = d.finding_id WHERE f.verdict IN ('conflict', 'fails') AND f.is_settled = 0",
  "has:note": "SELECT DISTINCT document_id AS id FROM notes",
  "has:tag": "SELECT DISTINCT document_id AS id FROM document_tags",
  "has:table": "SELECT DISTINCT document_id AS id FROM passages WHERE kind = 'table'",
  "is:favourite": "SELECT id FROM documents WHERE is_favourite = 1",
  "is:archived": "SELECT id FROM documents WHERE is_archived = 1",
  "is:unread": "SELECT id FROM documents WHERE read_at IS NULL",
  "is:primary": "SELECT primary_id AS id FROM stories",
  "is:sample": "SELECT id FROM documents WHERE is_sample = 1",
  "is:teaser": "SELECT id FROM documents WHERE is_teaser = 1",
};

/** The conditions that `fulfilling` knows: "has:figure", "is:unread" … */
export const DOCUMENT_CONDITIONS: readonly string[] = Object.keys(CONDITIONS);

export type DocumentSets = ReturnType<typeof documentSets>;

/** All lists are in no order and may hold documents of the trash. */
export function documentSets(db: Queryable) {
  const idsOf = async (sql: string, parameters: string[]): Promise<string[]> =>
    (await db.all<{ id: string }>(sql, parameters)).map(({ id }) => id);
  return {
    /** Documents that fulfil a condition by name; null for a name that there is not. */
    async fulfilling(condition: string): Promise<string[] | null> {
      const sql = CONDITIONS[condition];
      return sql === undefined ? null : idsOf(sql, []);
    },

    addedAfter: (moment: string): Promise<string[]> =>
      idsOf("SELECT id FROM documents WHERE added_at > ?", [moment]),

    /** The id of a topic by its name or one of its aliases, case aside; null when there is none. */
    async topicNamed(name: string): Promise<string | null> {
      const wanted = name.toLowerCase();
      for (const row of await db.all<{ id: string; name: string; aliases: string }>(
        "SELECT id, name, aliases FROM topics",
      )) {
        const names = [row.name, ...(JSON.parse(row.aliases) as { text: string }[]).map(({ text }) => text)];
        if (names.some((known) => known.toLowerCase() === wanted)) return row.id;
      }
      return null;
    },

    /** Differs when members of topics came or went. */
    async membersMark(): Promise<string> {
      const row = await db.get<{ n: number; last: number | null }>(
        "SELECT count(*) AS n, max(rowid) AS last FROM topic_members",
      );
      return `${row!.n} ${row!.last ?? 0}`;
    },

    /**
     * The names of each topic and of each term that people of the desk wrote, with what a term is ("company", "metric" …,
     * "topic"), in a steady order.
     */
    async names(): Promise<{ names: string[]; kind: string }[]> {
      const topics = await db.all<{ name: string; aliases: string }>(
        "SELECT name, aliases FROM topics ORDER BY id",
      );
      const terms = await db.all<{ term: string }>(
        "SELECT term FROM terms WHERE merged_into IS NULL ORDER BY id",
      );
      return [
        ...topics.map(({ name, aliases }) => ({
          names: [name, ...(JSON.parse(aliases) as { text: string }[]).map(({ text }) => text)],
          kind: "topic",
        })),
        ...terms.map(({ term }) => {
          const { name, aliases, kind, traits } = JSON.parse(term) as Term;
          return {
            names: [...new Set([name.zh, name.en, ...aliases])],
            kind: kind === "metric" ? kind : (traits[0] ?? ""),
          };
        }),
      ];
    },

    /** Documents with a figure of one of these entities or metrics, by a part of the name. */
    async withFigure(field: "entity" | "metric", values: readonly string[]): Promise<string[]> {
      const found = new Set<string>();
      for (const value of values) {
        const like = `%${value.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
        const ids = await idsOf(
          `SELECT DISTINCT document_id AS id FROM figures WHERE is_rejected = 0 AND lower(${field}) LIKE ? ESCAPE '\\'`,
          [like],
        );
        for (const id of ids) found.add(id);
      }
      return [...found];
    },
  };
}

// store/passage-vectors.ts: the table passage_vectors: a vector for each passage, by one model at a time.
//
// What the bytes mean is known to search/vectors.ts. Vectors go with their passages; those of another model are
// cleared when a model is changed, since two models' vectors cannot be compared.

import type { Queryable } from "./database.ts";

export interface KeptVector {
  row: number;
  bytes: Uint8Array;
}

export function passageVectorsTable(db: Queryable) {
  return {
    /** Passages without a vector of the model, ascending by row from behind `after`, at most `limit`. */
    async missing(
      model: string,
      after: number,
      limit: number,
    ): Promise<{ row: number; title: string; text: string }[]> {
      return db.all(
        `SELECT p.id AS "row", d.title AS title, p.text AS text FROM passages p JOIN documents d ON d.id = p.document_id
         LEFT JOIN passage_vectors v ON v.passage_row = p.id AND v.model = ? WHERE p.id > ? AND v.passage_row IS NULL ORDER BY p.id LIMIT ?`,
        [model, after, limit],
      );
    },
    async count(model: string): Promise<number> {
      const found = await db.get<{ n: number }>("SELECT count(*) AS n FROM passage_vectors WHERE model = ?", [
        model,
      ]);
      return found!.n;
    },
    /** Vectors of the model with a row above `after`, ascending, at most `limit`. */
    async after(model: string, after: number, limit: number): Promise<KeptVector[]> {
      return db.all(
        `SELECT passage_row AS "row", bytes FROM passage_vectors WHERE model = ? AND passage_row > ? ORDER BY passage_row LIMIT ?`,
        [model, after, limit],
      );
    },
    async put(model: string, vectors: readonly KeptVector[]): Promise<void> {
      // A passage may have gone while its vector was made.
      await db.runMany(
        "INSERT INTO passage_vectors (passage_row, model, bytes) SELECT id, ?, ? FROM passages WHERE id = ? ON CONFLICT (passage_row) DO UPDATE SET model = excluded.model, bytes = excluded.bytes",
        vectors.map(({ row, bytes }) => [model, bytes, row]),
      );
    },
    /** Removes the vectors of all other models. */
    async keepOnly(model: string): Promise<number> {
      return db.run("DELETE FROM passage_vectors WHERE model <> ?", [model]);
    },
  };
}

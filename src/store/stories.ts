// store/stories.ts: the tables stories, story_members, story_partings and the signatures that find them.

import type { Story } from "../records/document.ts";
import type { Queryable, Row } from "./database.ts";
import { marks } from "./rows.ts";

export function storiesTable(db: Queryable) {
  return {
    /** Keeps what a document's text looks like, for finding its retellings. */
    async setSignature(
      documentId: string,
      signature: Uint32Array,
      bands: readonly string[],
      length: number,
    ): Promise<void> {
      await db.run("DELETE FROM signature_bands WHERE document_id = ?", [documentId]);
      await db.run(
        "INSERT INTO signatures (document_id, signature, length) VALUES (?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET signature = excluded.signature, length = excluded.length",
        [documentId, new Uint8Array(signature.buffer, signature.byteOffset, signature.byteLength), length],
      );
      await db.runMany(
        "INSERT INTO signature_bands (band, document_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        bands.map((band) => [band, documentId]),
      );
    },

    /** Documents outside the trash that share a band, with their signatures; at most 200, and not those parted by hand. */
    async candidates(
      documentId: string,
      bands: readonly string[],
    ): Promise<{ documentId: string; signature: Uint32Array; length: number }[]> {
      if (bands.length === 0) return [];
      const rows = await db.all<{ document_id: string; signature: Uint8Array; length: number }>(
        `SELECT s.document_id, s.signature, s.length FROM signatures s JOIN documents d ON d.id = s.document_id AND d.trashed_at IS NULL
         WHERE s.document_id <> ? AND s.document_id IN (SELECT document_id FROM signature_bands WHERE band IN (${marks(bands.length)}))
           AND NOT EXISTS (SELECT 1 FROM story_partings p WHERE p.document_id = ? AND p.other_id = s.document_id) LIMIT 200`,
        [documentId, ...bands, documentId],
      );
      return rows.map((row) => ({
        documentId: row.document_id,
        signature: new Uint32Array(row.signature.slice().buffer),
        length: row.length,
      }));
    },

    async storyIdOf(documentId: string): Promise<string | null> {
      const row = await db.get<{ story_id: string }>(
        "SELECT story_id FROM story_members WHERE document_id = ?",
        [documentId],
      );
      return row?.story_id ?? null;
    },

    async get(id: string): Promise<Story | null> {
      const story = await db.get<{ primary_id: string }>("SELECT primary_id FROM stories WHERE id = ?", [id]);
      if (story === undefined) return null;
      const rows = await db.all(
        "SELECT m.document_id, m.similarity, m.rule, d.title, d.source, d.sort_at, d.published IS NOT NULL AS is_dated FROM story_members m JOIN documents d ON d.id = m.document_id WHERE m.story_id = ? AND d.trashed_at IS NULL ORDER BY d.sort_at, d.id",
        [id],
      );
      return {
        id,
        primaryId: story.primary_id,
        members: rows.map(memberOf),
      };
    },

    /** Stories by id, each with its first `mostMembers` members outside the trash; ids that do not exist are left out. */
    async many(ids: readonly string[], mostMembers: number): Promise<Map<string, Story>> {
      if (ids.length === 0) return new Map();
      const stories = await db.all<{ id: string; primary_id: string }>(
        `SELECT id, primary_id FROM stories WHERE id IN (${marks(ids.length)})`,
        ids,
      );
      const rows = await db.all(
        `SELECT * FROM (SELECT m.story_id, m.document_id, m.similarity, m.rule, d.title, d.source, d.sort_at, d.published IS NOT NULL AS is_dated,
           row_number() OVER (PARTITION BY m.story_id ORDER BY d.sort_at, d.id) AS place
         FROM story_members m JOIN documents d ON d.id = m.document_id
         WHERE m.story_id IN (${marks(ids.length)}) AND d.trashed_at IS NULL) AS placed WHERE place <= ? ORDER BY place`,
        [...ids, mostMembers],
      );
      const members = Map.groupBy(rows, ({ story_id }) => String(story_id));
      return new Map(
        stories.map(({ id, primary_id }) => [
          id,
          { id, primaryId: primary_id, members: (members.get(id) ?? []).map(memberOf) },
        ]),
      );
    },

    async primaryBy(id: string): Promise<string | null> {
      return (
        (await db.get<{ primary_by: string }>("SELECT primary_by FROM stories WHERE id = ?", [id]))
          ?.primary_by ?? null
      );
    },

    async insert(id: string, primaryId: string): Promise<void> {
      await db.run("INSERT INTO stories (id, primary_id, primary_by) VALUES (?, ?, 'rule')", [id, primaryId]);
    },

    async setPrimary(id: string, documentId: string, by: "rule" | "person"): Promise<void> {
      await db.run("UPDATE stories SET primary_id = ?, primary_by = ? WHERE id = ?", [documentId, by, id]);
    },

    async addMember(storyId: string, documentId: string, similarity: number, rule: string): Promise<void> {
      await db.run(
        "INSERT INTO story_members (document_id, story_id, similarity, rule) VALUES (?, ?, ?, ?) ON CONFLICT (document_id) DO UPDATE SET story_id = excluded.story_id, similarity = excluded.similarity, rule = excluded.rule",
        [documentId, storyId, similarity, rule],
      );
      await db.run("UPDATE documents SET story_id = ? WHERE id = ?", [storyId, documentId]);
    },

    async removeMember(documentId: string): Promise<void> {
      await db.run("DELETE FROM story_members WHERE document_id = ?", [documentId]);
      await db.run("UPDATE documents SET story_id = NULL WHERE id = ?", [documentId]);
    },

    /** Two stories that turn out to be one. */
    async merge(from: string, into: string): Promise<void> {
      await db.run("UPDATE story_members SET story_id = ? WHERE story_id = ?", [into, from]);
      await db.run("UPDATE documents SET story_id = ? WHERE story_id = ?", [into, from]);
      await db.run("DELETE FROM stories WHERE id = ?", [from]);
    },

    async removeStory(id: string): Promise<void> {
      await db.run("UPDATE documents SET story_id = NULL WHERE story_id = ?", [id]);
      await db.run("DELETE FROM story_members WHERE story_id = ?", [id]);
      await db.run("DELETE FROM stories WHERE id = ?", [id]);
    },

    /** A person said that these are not one story: no rule puts them together again. */
    async part(documentId: string, others: readonly string[]): Promise<void> {
      await db.runMany(
        "INSERT INTO story_partings (document_id, other_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        others.flatMap((other) => [
          [documentId, other],
          [other, documentId],
        ]),
      );
    },
  };
}

const memberOf = (row: Row): Story["members"][number] => ({
  documentId: String(row.document_id),
  title: String(row.title),
  source: String(row.source),
  sortAt: String(row.sort_at),
  isDated: row.is_dated === 1,
  similarity: Number(row.similarity),
  rule: String(row.rule),
});

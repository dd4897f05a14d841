// store/topics.ts: the tables topics, topic_members, document_names and dismissed_proposals.

import type { Alias, Topic } from "../records/topic.ts";
import type { Queryable, Row } from "./database.ts";
import { flag, fromJson, marks } from "./rows.ts";

/** Why a document is on a topic: "alias Trainium2 in title", "query". */
export interface TopicMembership {
  topicId: string;
  documentId: string;
  mentions: number;
  why: string;
}

/** A document that a person put on a topic. */
export interface MemberByHand {
  documentId: string;
  mentions: number;
  addedAt: string;
}

// New are documents that came in after the last visit; before the first visit nothing is new.
const SELECT = `SELECT t.*,
  (SELECT count(*) FROM topic_members m JOIN documents d ON d.id = m.document_id WHERE m.topic_id = t.id AND d.trashed_at IS NULL AND d.is_archived = 0) AS document_count,
  (SELECT count(*) FROM topic_members m JOIN documents d ON d.id = m.document_id WHERE m.topic_id = t.id AND d.trashed_at IS NULL AND d.is_archived = 0 AND t.last_visit_at IS NOT NULL AND d.added_at > t.last_visit_at) AS new_count
  FROM topics t`;

export function topicsTable(db: Queryable) {
  return {
    async list(): Promise<Topic[]> {
      return (await db.all(`${SELECT} ORDER BY t.created_at, t.id`)).map(topicOf);
    },

    /** What matching needs, in the order of `list`, without counts: those read every member of every topic. */
    async names(): Promise<Pick<Topic, "id" | "name" | "aliases" | "query">[]> {
      const rows = await db.all("SELECT id, name, aliases, query FROM topics ORDER BY created_at, id");
      return rows.map((row) => ({
        id: String(row.id),
        name: String(row.name),
        aliases: fromJson(row.aliases),
        query: String(row.query),
      }));
    },

    async get(id: string): Promise<Topic | null> {
      const row = await db.get(`${SELECT} WHERE t.id = ?`, [id]);
      return row === undefined ? null : topicOf(row);
    },

    async byName(name: string): Promise<Topic | null> {
      const row = await db.get(`${SELECT} WHERE lower(t.name) = lower(?)`, [name]);
      return row === undefined ? null : topicOf(row);
    },

    async insert(topic: Topic): Promise<void> {
      await db.run(
        "INSERT INTO topics (id, name, aliases, query, created_at, updated_at, last_visit_at, rss_token, is_sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          topic.id,
          topic.name,
          JSON.stringify(topic.aliases),
          topic.query,
          topic.createdAt,
          topic.updatedAt,
          topic.lastVisitAt,
          topic.rssToken,
          flag(topic.isSample),
        ],
      );
    },

    async update(
      id: string,
      change: { name: string; aliases: Alias[]; query: string; updatedAt: string },
    ): Promise<void> {
      await db.run("UPDATE topics SET name = ?, aliases = ?, query = ?, updated_at = ? WHERE id = ?", [
        change.name,
        JSON.stringify(change.aliases),
        change.query,
        change.updatedAt,
        id,
      ]);
    },

    async visit(id: string, atIso: string): Promise<void> {
      await db.run("UPDATE topics SET last_visit_at = ? WHERE id = ?", [atIso, id]);
    },

    async remove(id: string): Promise<void> {
      await db.run("DELETE FROM topics WHERE id = ?", [id]);
    },

    /** Sets the topics of one document, those aside that a person chose (why "person"); when a document joined stays as it was for those it keeps. */
    async setOfDocument(
      documentId: string,
      memberships: readonly TopicMembership[],
      nowIso: string,
    ): Promise<void> {
      const kept = memberships.map(({ topicId }) => topicId);
      await db.run(
        `DELETE FROM topic_members WHERE document_id = ? AND why <> 'person' ${kept.length > 0 ? `AND topic_id NOT IN (${marks(kept.length)})` : ""}`,
        [documentId, ...kept],
      );
      await this.addMembers(memberships, nowIso);
    },

    /** Sets the members of one topic. */
    async setOfTopic(
      topicId: string,
      memberships: readonly TopicMembership[],
      nowIso: string,
    ): Promise<void> {
      const wanted = new Set(memberships.map(({ documentId }) => documentId));
      const gone = (await this.memberIds(topicId)).filter((id) => !wanted.has(id));
      await db.runMany(
        "DELETE FROM topic_members WHERE topic_id = ? AND document_id = ? AND why <> 'person'",
        gone.map((id) => [topicId, id]),
      );
      await this.addMembers(memberships, nowIso);
    },

    async addMembers(memberships: readonly TopicMembership[], nowIso: string): Promise<void> {
      await db.runMany(
        "INSERT INTO topic_members (topic_id, document_id, mentions, why, added_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (topic_id, document_id) DO UPDATE SET mentions = excluded.mentions, why = CASE WHEN topic_members.why = 'person' THEN 'person' ELSE excluded.why END",
        memberships.map((member) => [member.topicId, member.documentId, member.mentions, member.why, nowIso]),
      );
    },

    async memberIds(topicId: string): Promise<string[]> {
      return (
        await db.all<{ document_id: string }>("SELECT document_id FROM topic_members WHERE topic_id = ?", [
          topicId,
        ])
      ).map(({ document_id }) => document_id);
    },

    /** Documents that a person put on a topic, in the order they came. */
    async byHand(topicId: string): Promise<MemberByHand[]> {
      const rows = await db.all(
        "SELECT document_id, mentions, added_at FROM topic_members WHERE topic_id = ? AND why = 'person' ORDER BY added_at, document_id",
        [topicId],
      );
      return rows.map((row) => ({
        documentId: String(row.document_id),
        mentions: Number(row.mentions),
        addedAt: String(row.added_at),
      }));
    },

    /** Puts documents back that a person had put on a topic; those that are gone for good stay gone. */
    async putByHand(topicId: string, members: readonly MemberByHand[]): Promise<void> {
      await db.runMany(
        "INSERT INTO topic_members (topic_id, document_id, mentions, why, added_at) SELECT ?, id, ?, 'person', ? FROM documents WHERE id = ?",
        members.map(({ documentId, mentions, addedAt }) => [topicId, mentions, addedAt, documentId]),
      );
    },

    async ofDocument(
      documentId: string,
    ): Promise<{ topicId: string; name: string; mentions: number; why: string }[]> {
      const rows = await db.all(
        "SELECT m.topic_id, t.name, m.mentions, m.why FROM topic_members m JOIN topics t ON t.id = m.topic_id WHERE m.document_id = ? ORDER BY m.mentions DESC",
        [documentId],
      );
      return rows.map((row) => ({
        topicId: String(row.topic_id),
        name: String(row.name),
        mentions: Number(row.mentions),
        why: String(row.why),
      }));
    },

    /** What a document names often, for proposals. */
    async setNames(documentId: string, names: ReadonlyMap<string, number>): Promise<void> {
      await db.run("DELETE FROM document_names WHERE document_id = ?", [documentId]);
      await db.runMany(
        "INSERT INTO document_names (document_id, name, mentions) VALUES (?, ?, ?)",
        [...names].map(([name, mentions]) => [documentId, name, mentions]),
      );
    },

    /** Names with the number of documents outside the trash that use them, most used first. */
    async commonNames(limit: number): Promise<{ name: string; documents: number; mentions: number }[]> {
      const rows = await db.all(
        "SELECT n.name, count(*) AS documents, sum(n.mentions) AS mentions FROM document_names n JOIN documents d ON d.id = n.document_id AND d.trashed_at IS NULL GROUP BY n.name ORDER BY count(*) DESC, sum(n.mentions) DESC, n.name LIMIT ?",
        [limit],
      );
      return rows.map((row) => ({
        name: String(row.name),
        documents: Number(row.documents),
        mentions: Number(row.mentions),
      }));
    },

    async dismiss(name: string): Promise<void> {
      await db.run("INSERT INTO dismissed_proposals (name) VALUES (?) ON CONFLICT (name) DO NOTHING", [name]);
    },

    async dismissed(): Promise<Set<string>> {
      return new Set(
        (await db.all<{ name: string }>("SELECT name FROM dismissed_proposals")).map(({ name }) => name),
      );
    },
  };
}

function topicOf(row: Row): Topic {
  return {
    id: String(row.id),
    name: String(row.name),
    aliases: fromJson(row.aliases),
    query: String(row.query),
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
    lastVisitAt: row.last_visit_at as string | null,
    documentCount: Number(row.document_count),
    newCount: Number(row.new_count),
    rssToken: String(row.rss_token),
    isSample: row.is_sample === 1,
  };
}

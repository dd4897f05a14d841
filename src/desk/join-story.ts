// desk/join-story.ts: puts near-identical texts into one story and names its primary.
//
// Which texts are near is classify/story.ts's word (minhash over shingles); this file keeps the book:
// a document joins the story of its nearest neighbour, two stories that it links become one, and the
// primary is the fullest kind of source, then the earliest, unless a person chose it.

import { similarity } from "../classify/story.ts";
import type { DocumentKind } from "../records/document.ts";
import type { Tables } from "../store/store.ts";
import { newId } from "../values/id.ts";
import type { DerivedText } from "./derive.ts";
import type { Desk } from "./desk.ts";

/** Shingles in common, of all that two texts have, from which they tell one story: a retelling with a third cut has .4 to .6, two reports on one event below .2. */
const NEAR = 0.4;

/** First-hand kinds first: a filing is never a retelling of a news item. */
const FIRST_HAND: DocumentKind[] = [
  "filing",
  "call-minutes",
  "results-review",
  "broker-report",
  "expert-note",
  "article",
  "news",
  "note",
];

export async function joinStory(
  desk: Desk,
  documentId: string,
  derived: Pick<DerivedText, "signature" | "bands">,
): Promise<void> {
  // Most texts are like no other; to see that, nobody needs to hold up those who write.
  const { stories } = desk.store;
  const isAlone = (await stories.candidates(documentId, derived.bands)).length === 0;
  if (isAlone && (await stories.storyIdOf(documentId)) === null) return;
  await desk.store.transaction(async (tables) => {
    const near = (await tables.stories.candidates(documentId, derived.bands))
      .map((other) => ({
        documentId: other.documentId,
        likeness: similarity(derived.signature, other.signature),
      }))
      .filter(({ likeness }) => likeness >= NEAR)
      .sort((a, b) => b.likeness - a.likeness);
    const nearest = near[0];
    if (nearest === undefined) return leaveAlone(tables, documentId);
    const rule = `${Math.round(nearest.likeness * 100)} % of the text is the same as in ${nearest.documentId}`;
    let storyId = await tables.stories.storyIdOf(nearest.documentId);
    if (storyId === null) {
      storyId = newId("sto", desk.clock.now());
      await tables.stories.insert(storyId, nearest.documentId);
      await tables.stories.addMember(
        storyId,
        nearest.documentId,
        nearest.likeness,
        rule.replace(nearest.documentId, documentId),
      );
    }
    await tables.stories.addMember(storyId, documentId, nearest.likeness, rule);
    for (const other of near.slice(1)) {
      const otherStory = await tables.stories.storyIdOf(other.documentId);
      if (otherStory === null)
        await tables.stories.addMember(storyId, other.documentId, other.likeness, rule);
      else if (otherStory !== storyId) await tables.stories.merge(otherStory, storyId);
    }
    await choosePrimary(tables, storyId);
  });
}

/** A changed text may have left its story: a story of one is none. */
async function leaveAlone(tables: Tables, documentId: string): Promise<void> {
  const storyId = await tables.stories.storyIdOf(documentId);
  if (storyId === null) return;
  await tables.stories.removeMember(documentId);
  await choosePrimary(tables, storyId);
}

/** Names the primary anew, unless a person chose it and it is still a member; dissolves a story of one. */
export async function choosePrimary(tables: Tables, storyId: string): Promise<void> {
  const story = await tables.stories.get(storyId);
  if (story === null) return;
  if (story.members.length < 2) return tables.stories.removeStory(storyId);
  const isMember = story.members.some(({ documentId }) => documentId === story.primaryId);
  if (isMember && (await tables.stories.primaryBy(storyId)) === "person") return;
  const documents = await tables.documents.list(
    { ids: story.members.map(({ documentId }) => documentId), view: "all" },
    "oldest",
    0,
    story.members.length,
  );
  const rank = (kind: DocumentKind) => FIRST_HAND.indexOf(kind);
  const [primary] = documents.sort(
    (a, b) =>
      Number(a.isTeaser) - Number(b.isTeaser) ||
      rank(a.kind) - rank(b.kind) ||
      a.sortAt.localeCompare(b.sortAt),
  );
  if (primary !== undefined) await tables.stories.setPrimary(storyId, primary.id, "rule");
}

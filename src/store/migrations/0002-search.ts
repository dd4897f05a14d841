// store/migrations/0002-search.ts: the search index: its queue, its segments, its state.
//
// All of it but the queue can be made again from the passages. The key of a piece is segment · 2^26 + stream · 2^24 + number,
// one whole number, so that a read is one step in the tree.

export const schema = `
CREATE TABLE index_state (
  id INTEGER PRIMARY KEY, change INTEGER NOT NULL, serving INTEGER, tokens_version INTEGER NOT NULL, hooks_version INTEGER NOT NULL,
  building INTEGER, building_tokens INTEGER NOT NULL, building_hooks INTEGER NOT NULL, last_generation INTEGER NOT NULL,
  last_segment INTEGER NOT NULL, last_queued INTEGER NOT NULL, drained INTEGER NOT NULL
);
INSERT INTO index_state VALUES (1, 1, NULL, 0, 0, NULL, 0, 0, 0, 0, 0, 0);

CREATE TABLE index_queue (sequence INTEGER PRIMARY KEY, passage_row INTEGER NOT NULL, is_removal INTEGER NOT NULL);

CREATE TABLE index_segments (
  id INTEGER PRIMARY KEY, generation INTEGER NOT NULL, is_shown INTEGER NOT NULL, header TEXT NOT NULL, sizes TEXT NOT NULL,
  deleted BLOB
);
CREATE TABLE index_chunks (key INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
`;

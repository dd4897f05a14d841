// store/migrations/0002-search.ts: the search index.

export const schema = `
CREATE TABLE index_queue (sequence INTEGER PRIMARY KEY AUTOINCREMENT, row INTEGER NOT NULL, action TEXT NOT NULL);
`;

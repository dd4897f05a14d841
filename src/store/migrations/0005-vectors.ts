// store/migrations/0005-vectors.ts: what an embedding endpoint made of passages: one byte a number, beside the passages.

export const schema = `
CREATE TABLE passage_vectors (
  passage_row INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, model TEXT NOT NULL, bytes BLOB NOT NULL
);
`;

// store/migrations/0004-answers.ts: questions with their answers, what models wrote, and what they cost.

export const schema = `
CREATE TABLE answers (
  id TEXT PRIMARY KEY, asked_at TEXT NOT NULL, asked_by TEXT NOT NULL, question TEXT NOT NULL,
  topic_id TEXT, document_id TEXT, follows_id TEXT, answer TEXT NOT NULL
);
CREATE INDEX answers_by_time ON answers (asked_at, id);
CREATE INDEX answers_by_document ON answers (document_id);

CREATE TABLE model_texts (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, kind TEXT NOT NULL, language TEXT NOT NULL,
  version_id TEXT NOT NULL, model TEXT NOT NULL, written_at TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (document_id, kind, language)
);

CREATE TABLE model_usage (
  month TEXT PRIMARY KEY, runs INTEGER NOT NULL, tokens_in INTEGER NOT NULL, tokens_out INTEGER NOT NULL
);
`;

// store/migrations/0001-documents.ts: the first schema: documents and all that belongs to them.
//
// Moments are ISO 8601 text in UTC, flags 0 or 1, structures JSON text. Derived rows (readings, pages,
// passages, digests, signatures, topic_members by rule) can be made again from the originals.

export const schema = `
CREATE TABLE desk (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE documents (
  id TEXT PRIMARY KEY, version_id TEXT NOT NULL, version_number INTEGER NOT NULL,
  title TEXT NOT NULL, title_by TEXT NOT NULL, source TEXT NOT NULL, source_by TEXT NOT NULL, author TEXT NOT NULL,
  kind TEXT NOT NULL, kind_by TEXT NOT NULL, language TEXT NOT NULL, published TEXT, event TEXT,
  added_at TEXT NOT NULL, updated_at TEXT NOT NULL, sort_at TEXT NOT NULL,
  url TEXT, clean_url TEXT, file_name TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  page_count INTEGER NOT NULL DEFAULT 0, character_count INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL, failure TEXT, problems TEXT NOT NULL DEFAULT '[]',
  story_id TEXT, is_teaser INTEGER NOT NULL DEFAULT 0, is_sample INTEGER NOT NULL DEFAULT 0,
  is_favourite INTEGER NOT NULL DEFAULT 0, is_archived INTEGER NOT NULL DEFAULT 0,
  trashed_at TEXT, read_at TEXT, figure_count INTEGER NOT NULL DEFAULT 0, finding_count INTEGER NOT NULL DEFAULT 0,
  profile TEXT
);
CREATE INDEX documents_by_time ON documents (sort_at, id);
CREATE INDEX documents_by_address ON documents (clean_url) WHERE clean_url IS NOT NULL;
CREATE INDEX documents_by_story ON documents (story_id) WHERE story_id IS NOT NULL;

CREATE TABLE versions (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  sha256 TEXT NOT NULL, media_type TEXT NOT NULL, size_bytes INTEGER NOT NULL, file_name TEXT NOT NULL,
  url TEXT, charset TEXT, added_at TEXT NOT NULL, reader TEXT, page_count INTEGER NOT NULL DEFAULT 0,
  password TEXT, UNIQUE (document_id, number)
);
CREATE INDEX versions_by_bytes ON versions (sha256);

CREATE TABLE document_tags (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY (document_id, tag)
);
CREATE INDEX document_tags_by_tag ON document_tags (tag);

CREATE TABLE readings (
  version_id TEXT PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE, reader TEXT NOT NULL,
  text TEXT NOT NULL, blocks BLOB NOT NULL, outline TEXT NOT NULL, meta TEXT NOT NULL, html TEXT, problems TEXT NOT NULL
);
CREATE TABLE pages (
  version_id TEXT NOT NULL REFERENCES versions (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, label TEXT, width_pt REAL, height_pt REAL,
  origin TEXT NOT NULL, marks TEXT NOT NULL, glyphs BLOB, PRIMARY KEY (version_id, number)
);

CREATE TABLE passages (
  id INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, version_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, page INTEGER NOT NULL,
  heading TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document_id, ordinal);

CREATE TABLE signature_bands (
  band TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, PRIMARY KEY (band, document_id)
);
CREATE INDEX signature_bands_by_document ON signature_bands (document_id);
CREATE TABLE signatures (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, signature BLOB NOT NULL, length INTEGER NOT NULL
);
CREATE TABLE stories (id TEXT PRIMARY KEY, primary_id TEXT NOT NULL, primary_by TEXT NOT NULL);
CREATE TABLE story_members (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, story_id TEXT NOT NULL,
  similarity REAL NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX story_members_by_story ON story_members (story_id);
CREATE TABLE story_partings (document_id TEXT NOT NULL, other_id TEXT NOT NULL, PRIMARY KEY (document_id, other_id));

CREATE TABLE notes (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, start_offset INTEGER,
  end_offset INTEGER, quote TEXT NOT NULL, text TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE INDEX notes_by_document ON notes (document_id);

CREATE TABLE topics (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, aliases TEXT NOT NULL, query TEXT NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL, last_visit_at TEXT, rss_token TEXT NOT NULL, is_sample INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE topic_members (
  topic_id TEXT NOT NULL REFERENCES topics (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  mentions INTEGER NOT NULL, why TEXT NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (topic_id, document_id)
);
CREATE INDEX topic_members_by_document ON topic_members (document_id);
CREATE TABLE document_names (
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, name TEXT NOT NULL, mentions INTEGER NOT NULL,
  PRIMARY KEY (document_id, name)
);
CREATE TABLE dismissed_proposals (name TEXT PRIMARY KEY);

CREATE TABLE digests (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, version_id TEXT NOT NULL, writer TEXT NOT NULL,
  digest TEXT NOT NULL
);

CREATE TABLE saved_searches (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, request TEXT NOT NULL, rss_token TEXT NOT NULL, created_at TEXT NOT NULL,
  last_visit_at TEXT
);
CREATE TABLE recent_searches (query TEXT PRIMARY KEY, at TEXT NOT NULL);

CREATE TABLE feeds (
  id TEXT PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT NOT NULL, interval_minutes INTEGER NOT NULL,
  is_paused INTEGER NOT NULL DEFAULT 0, last_checked_at TEXT, next_check_at TEXT, etag TEXT, last_modified TEXT,
  last_failure TEXT, created_at TEXT NOT NULL
);
CREATE TABLE feed_items (
  feed_id TEXT NOT NULL REFERENCES feeds (id) ON DELETE CASCADE, key TEXT NOT NULL, document_id TEXT, seen_at TEXT NOT NULL,
  PRIMARY KEY (feed_id, key)
);
CREATE TABLE folders (
  id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, is_paused INTEGER NOT NULL DEFAULT 0, last_scan_at TEXT,
  last_failure TEXT, created_at TEXT NOT NULL
);
CREATE TABLE folder_files (
  folder_id TEXT NOT NULL REFERENCES folders (id) ON DELETE CASCADE, path TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL, document_id TEXT, failure TEXT, PRIMARY KEY (folder_id, path)
);

CREATE TABLE jobs (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, input TEXT NOT NULL, state TEXT NOT NULL, subject TEXT NOT NULL,
  document_id TEXT, priority INTEGER NOT NULL, stage TEXT NOT NULL DEFAULT '', progress REAL, attempts INTEGER NOT NULL DEFAULT 0,
  max_attempts INTEGER NOT NULL, created_at TEXT NOT NULL, started_at TEXT, ended_at TEXT, run_after TEXT,
  heartbeat_at TEXT, worker TEXT, failure TEXT, cancel_asked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_waiting ON jobs (state, priority, id);
CREATE INDEX jobs_by_document ON jobs (document_id) WHERE document_id IS NOT NULL;

CREATE TABLE users (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password_hash TEXT NOT NULL, created_at TEXT NOT NULL
);
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL,
  last_used_at TEXT
);
`;

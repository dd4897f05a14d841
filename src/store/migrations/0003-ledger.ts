// store/migrations/0003-ledger.ts: figures, what people did to them, and the vocabulary of the desk.
//
// What lists filter and sort by stands in narrow rows, the whole figure as JSON in a table of its own: a walk over a
// million rows reads 200 bytes of each, not 1,500. sort_at, source and is_hidden repeat the document's, so that a page
// is one index walk and no join; what a sort order needs is never NULL, so that pages can go on from a row.

export const schema = `
CREATE TABLE figures (
  id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, version_id TEXT NOT NULL,
  page INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL,
  amount REAL NOT NULL, entity TEXT NOT NULL, metric TEXT NOT NULL, entity_id TEXT, metric_id TEXT,
  period_start TEXT NOT NULL, period_end TEXT NOT NULL, period_label TEXT NOT NULL,
  relation TEXT, nature TEXT NOT NULL, confidence REAL NOT NULL, words TEXT NOT NULL,
  is_rejected INTEGER NOT NULL DEFAULT 0, corrected_by TEXT, is_hidden INTEGER NOT NULL DEFAULT 0,
  source TEXT NOT NULL, sort_at TEXT NOT NULL
);
CREATE INDEX figures_by_document ON figures (document_id, start_offset, id);
CREATE INDEX figures_by_time ON figures (is_hidden, sort_at, id);
CREATE INDEX figures_by_entity ON figures (is_hidden, entity, metric, period_end, id);
CREATE INDEX figures_by_metric ON figures (is_hidden, metric, entity, period_end, id);
CREATE INDEX figures_by_amount ON figures (is_hidden, unit, amount, id);
CREATE INDEX figures_by_period ON figures (is_hidden, period_end, id);
CREATE INDEX figures_by_label ON figures (is_hidden, period_label);
CREATE INDEX figures_by_kind ON figures (is_hidden, kind);
CREATE INDEX figures_by_nature ON figures (is_hidden, nature);
CREATE INDEX figures_by_source ON figures (is_hidden, source);
CREATE INDEX figures_by_words ON figures (words, is_hidden, is_rejected, id);

CREATE TABLE figure_bodies (
  id TEXT PRIMARY KEY REFERENCES figures (id) ON DELETE CASCADE, figure TEXT NOT NULL
);

CREATE TABLE figure_changes (
  id TEXT PRIMARY KEY, figure_id TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  action TEXT NOT NULL, before TEXT, after TEXT NOT NULL, by_user TEXT NOT NULL, at TEXT NOT NULL, undone_at TEXT
);
CREATE INDEX figure_changes_by_figure ON figure_changes (figure_id, at);
CREATE INDEX figure_changes_by_document ON figure_changes (document_id);

CREATE TABLE terms (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, term TEXT NOT NULL, merged_into TEXT
);

CREATE TABLE findings (
  id TEXT PRIMARY KEY, check_name TEXT NOT NULL, verdict TEXT NOT NULL, is_settled INTEGER NOT NULL DEFAULT 0,
  severity INTEGER NOT NULL, finding TEXT NOT NULL, created_at TEXT NOT NULL, sort_at TEXT NOT NULL
);
CREATE INDEX findings_by_time ON findings (is_settled, severity, sort_at, id);
CREATE TABLE finding_documents (
  finding_id TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, PRIMARY KEY (finding_id, document_id)
);
CREATE INDEX finding_documents_by_document ON finding_documents (document_id);
CREATE TABLE finding_figures (
  finding_id TEXT NOT NULL REFERENCES findings (id) ON DELETE CASCADE, figure_id TEXT NOT NULL, PRIMARY KEY (finding_id, figure_id)
);
CREATE INDEX finding_figures_by_figure ON finding_figures (figure_id);
`;

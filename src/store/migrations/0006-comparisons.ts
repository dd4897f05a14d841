// store/migrations/0006-comparisons.ts: what each figure is compared under, so that a check reads what it touches.
//
// A row for each figure that may be compared with others: its key, its period and when it was published. Written by the
// check of its document, so that a document's figures meet those of documents checked before it. figure_id has no
// foreign key on purpose: what a document was compared under must outlive its figures until it is checked again.
// A headline that is about what its body is about has that subject here; the ledger keeps what is written.

export const schema = `
CREATE TABLE figure_keys (
  figure_id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, compare_key TEXT NOT NULL,
  period_start TEXT NOT NULL, period_end TEXT NOT NULL, amount TEXT NOT NULL, sort_at TEXT NOT NULL, subject TEXT
);
CREATE INDEX figure_keys_by_key ON figure_keys (compare_key, period_end, sort_at);
CREATE INDEX figure_keys_by_document ON figure_keys (document_id);
CREATE INDEX findings_by_check ON findings (check_name, id);
`;

// values/error.ts: the catalogue of errors a person can meet.
//
// One code, one kind, one sentence. The kind is ours: http/errors.ts alone knows that "missing" is 404
// and cli/run.ts alone knows it is exit 4. A text names the thing and, where there is one, the way out.
// docs/reference/errors.md is made from this table and tested against it.

export type ErrorKind = "invalid" | "missing" | "forbidden" | "conflict" | "limit" | "unavailable";

export const ERRORS = {
  // asking
  "bad-input": { kind: "invalid", text: "{field}: {reason}." },
  "bad-decimal": { kind: "invalid", text: "“{written}” is not an exact number such as 48.2." },
  "bad-setting": { kind: "invalid", text: "The setting {name} cannot be “{value}”: {reason}." },
  "unknown-route": { kind: "missing", text: "There is nothing at {path}." },
  "unknown-command": { kind: "invalid", text: "{reason}. Try dossier --help." },
  // things
  "document-not-found": { kind: "missing", text: "There is no document {id}." },
  "version-not-found": { kind: "missing", text: "There is no version {version} of document {id}." },
  "page-not-found": { kind: "missing", text: "Document {id} has no page {page}; it has {pages}." },
  "topic-not-found": { kind: "missing", text: "There is no topic {id}." },
  "story-not-found": { kind: "missing", text: "There is no story {id}." },
  "passage-not-found": {
    kind: "missing",
    text: "There is no passage {id}; its document may have been read again.",
  },
  "feed-not-found": { kind: "missing", text: "There is no feed {id}." },
  "folder-not-found": { kind: "missing", text: "There is no watched folder {id}." },
  "job-not-found": { kind: "missing", text: "There is no job {id}." },
  "figure-not-found": { kind: "missing", text: "There is no figure {id}." },
  "term-not-found": { kind: "missing", text: "There is no entity or metric {id}." },
  "checks-failed": {
    kind: "conflict",
    text: "{failed} of {checked} checks of {file} failed; each is listed above with its arithmetic.",
  },
  "finding-not-found": { kind: "missing", text: "There is no finding {id}." },
  "saved-search-not-found": { kind: "missing", text: "There is no saved search {id}." },
  "digest-not-ready": { kind: "missing", text: "The digest of document {id} is not written yet." },
  "note-not-found": { kind: "missing", text: "There is no note {id}." },
  "user-not-found": { kind: "missing", text: "There is no account {id}." },
  "token-not-found": { kind: "missing", text: "There is no token {id}." },
  "answer-not-found": { kind: "missing", text: "There is no answer {id}." },
  "blob-missing": {
    kind: "missing",
    text: "The original file of {id} is not in the data folder; restore it from a backup.",
  },
  "file-not-found": { kind: "missing", text: "There is no file or folder at {path}." },
  "name-taken": { kind: "conflict", text: "{what} “{name}” exists already." },
  "not-in-trash": { kind: "conflict", text: "Document {id} is not in the trash; move it there first." },
  "nothing-to-undo": { kind: "conflict", text: "Nobody has changed figure {id}; there is nothing to undo." },
  "job-not-retryable": {
    kind: "conflict",
    text: "Job {id} is {state}; only a failed or cancelled job can be run again.",
  },
  "job-timeout": {
    kind: "limit",
    text: "It took longer than {minutes} minutes and was stopped. Run it again; if it happens twice, tell us.",
  },
  "job-gave-up": {
    kind: "limit",
    text: "Dossier stopped {attempts} times while it worked on this, so it was set aside. Run it again when you like.",
  },
  "job-interrupted": {
    kind: "unavailable",
    text: "Dossier stopped {attempts} times while it worked on this. It runs again in a moment.",
  },
  "job-cancelled": { kind: "conflict", text: "It was cancelled. Run it again when you like." },
  // getting bytes in
  "unreadable-type": {
    kind: "invalid",
    text: "{name} is not a kind of file Dossier reads ({found}). It reads PDF, HTML, DOCX, XLSX, PPTX, EPUB, EML, Markdown and text.",
  },
  "old-office-file": {
    kind: "invalid",
    text: "{name} is an Office file of the old kind (.doc, .xls, .ppt). Save it as .docx, .xlsx or .pptx and add it again.",
  },
  "empty-file": { kind: "invalid", text: "{name} is empty." },
  "blob-too-large": {
    kind: "limit",
    text: "{name} is {bytes} bytes; the limit is {limit} (setting max-file-bytes).",
  },
  "bad-url": { kind: "invalid", text: "“{url}” is not a web address that Dossier can fetch: {reason}." },
  "private-address": {
    kind: "forbidden",
    text: "{host} is not a public address. The owner can allow it with the setting allow-addresses.",
  },
  "fetch-failed": { kind: "unavailable", text: "{url} could not be fetched: {reason}." },
  "fetch-refused": {
    kind: "invalid",
    text: "{url} answered {status}. If you can see the page in your browser, paste it or send it with the bookmarklet.",
  },
  "bad-feed": { kind: "invalid", text: "{url} is not a feed that Dossier can read: {reason}." },
  "some-not-added": {
    kind: "invalid",
    text: "{failed} of {total} could not be added; the reasons are above.",
  },
  "files-not-taken-in": {
    kind: "invalid",
    text: "{failed} of {total} files could not be taken in. {path}: {reason}",
  },
  // reading
  "password-needed": {
    kind: "invalid",
    text: "{name} is locked with a password. Give the password to read it.",
  },
  "password-wrong": { kind: "invalid", text: "The password does not open {name}." },
  "damaged-file": { kind: "invalid", text: "{name} is damaged and cannot be opened: {reason}." },
  "read-timeout": {
    kind: "limit",
    text: "Reading {name} took longer than {seconds} s and was stopped (setting read-timeout-ms).",
  },
  "read-memory": {
    kind: "limit",
    text: "Reading {name} needed more than {megabytes} MB of memory and was stopped (setting read-memory-mb).",
  },
  "read-crashed": { kind: "invalid", text: "The reader stopped while reading {name}: {reason}." },
  "too-many-pages": {
    kind: "limit",
    text: "{name} has {pages} pages; the limit is {limit} (setting max-pages).",
  },
  "unpacks-too-large": {
    kind: "limit",
    text: "{name} unpacks to more than {limit} bytes or holds too many entries; it was not opened.",
  },
  // search
  "no-quantity": {
    kind: "invalid",
    text: "“{words}” states no quantity that Dossier can read. Select a number with its unit.",
  },
  "export-too-large": {
    kind: "limit",
    text: "Parquet takes at most {rows} rows. Narrow the filter, or take CSV.",
  },
  "query-too-long": { kind: "limit", text: "The query has {length} characters; the limit is {limit}." },
  "query-too-complex": { kind: "limit", text: "The query has {count} parts; the limit is {limit}." },
  // models
  "no-model": {
    kind: "unavailable",
    text: "No language model is connected. Connect one in Settings; everything else works without.",
  },
  "model-failed": { kind: "unavailable", text: "The language model did not answer: {reason}." },
  "model-refused": { kind: "invalid", text: "The language model refused the request: {reason}." },
  "model-budget": { kind: "limit", text: "This month's ceiling of {limit} tokens is reached." },
  "no-embedding": {
    kind: "unavailable",
    text: "No embedding endpoint is set (settings embedding-url and embedding-model); search works by words without.",
  },
  "embedding-failed": { kind: "unavailable", text: "The embedding endpoint did not answer: {reason}." },
  // rights
  "sign-in-needed": { kind: "forbidden", text: "Sign in first." },
  "not-allowed": { kind: "forbidden", text: "This needs the role {role}." },
  "wrong-password": { kind: "forbidden", text: "The name or the password is wrong." },
  "weak-password": { kind: "invalid", text: "The password needs at least {length} characters." },
  "too-many-tries": { kind: "limit", text: "Too many tries. Wait {seconds} s." },
  "last-owner": {
    kind: "conflict",
    text: "{name} is the last owner. Make another account an owner first.",
  },
  "wrong-host": {
    kind: "forbidden",
    text: "This desk does not answer to the name {host}. Set DOSSIER_PUBLIC_URL if it should.",
  },
  "cross-site": { kind: "forbidden", text: "This request came from another site and was refused." },
  "owner-needed": {
    kind: "conflict",
    text: "Dossier listens beyond this machine only when an owner account exists. Run: dossier owner <name>",
  },
  // the desk
  "not-a-desk": {
    kind: "conflict",
    text: "{path} holds other files and no desk. Choose an empty folder or the folder of a desk (DOSSIER_DATA).",
  },
  "newer-desk": {
    kind: "conflict",
    text: "The desk in {path} was written by a newer Dossier (schema {found}, this one knows {known}). Upgrade, or restore the copy made before.",
  },
  "desk-in-use": { kind: "conflict", text: "Another Dossier (process {pid}) has the desk in {path} open." },
  "port-taken": { kind: "conflict", text: "Port {port} is taken. Set DOSSIER_PORT to another." },
  "store-busy": { kind: "unavailable", text: "The store did not answer in time: {reason}." },
  "desk-not-empty": {
    kind: "conflict",
    text: "The folder {path} is not empty. Restore into a new folder (DOSSIER_DATA) and keep this one until you have looked.",
  },
  "server-needed": {
    kind: "unavailable",
    text: "The running Dossier on port {port} did not answer: {reason}.",
  },
  "not-sound": { kind: "conflict", text: "Something needs your attention; see the lines marked BAD." },
  "bad-backup": { kind: "invalid", text: "{path} is not a backup of a desk: {reason}." },
} as const satisfies Record<string, { kind: ErrorKind; text: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** A mistake of the caller, a missing thing, a limit or an outage, by a code of the catalogue. */
export class DossierError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, string | number>;
  /** For kind "unavailable": when a retry makes sense, in ms from now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    details: Record<string, string | number> = {},
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(messageOf(code, details), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DossierError";
    this.code = code;
    this.details = details;
    this.retryAfterMs = options.retryAfterMs;
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind;
  }
}

/** The sentence of a code with its details filled in; a detail that was not given reads "?". */
export function messageOf(code: ErrorCode, details: Record<string, string | number>): string {
  return ERRORS[code].text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? "?"));
}

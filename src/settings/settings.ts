// settings/settings.ts: every setting: name, type, default, one line of docs.
//
// Read once at start (settings/load.ts) from the environment, DOSSIER_ and the name in capitals
// (max-file-bytes → DOSSIER_MAX_FILE_BYTES). docs/reference/settings.md is made from this table.

export type SettingType = "text" | "whole" | "flag" | "ranges" | "choice";

export interface Setting {
  name: string;
  type: SettingType;
  default: string;
  choices?: readonly string[];
  min?: number;
  max?: number;
  /** One line: what it does and what changes with it. */
  doc: string;
  /** A value that no list may show. */
  isSecret?: boolean;
}

export const SETTINGS = [
  {
    name: "data",
    type: "text",
    default: "",
    doc: "Folder of the desk. Default: the platform's own data folder, named dossier.",
  },
  {
    name: "host",
    type: "text",
    default: "127.0.0.1",
    doc: "Address to listen on. Anything but loopback needs an owner account.",
  },
  {
    name: "port",
    type: "whole",
    default: "4700",
    min: 0,
    max: 65535,
    doc: "Port to listen on; 0 takes a free one.",
  },
  {
    name: "public-url",
    type: "text",
    default: "",
    doc: "Address under which others reach the desk, for links in feeds and exports. Default: the address it serves.",
  },
  {
    name: "trusted-proxies",
    type: "ranges",
    default: "",
    doc: "Addresses or ranges (CIDR, comma between) of proxies of yours: limits then count the address that they name in X-Forwarded-For.",
  },
  { name: "max-file-bytes", type: "whole", default: "209715200", min: 1024, doc: "Largest file taken in." },
  { name: "max-pages", type: "whole", default: "3000", min: 1, doc: "Most pages of one document." },
  {
    name: "max-unpacked-bytes",
    type: "whole",
    default: "209715200",
    min: 1024,
    doc: "Most bytes that a DOCX, XLSX, PPTX, EPUB or mail may unpack to.",
  },
  {
    name: "read-timeout-ms",
    type: "whole",
    default: "180000",
    min: 1000,
    doc: "Longest time one file may be read; the reader is killed after it.",
  },
  {
    name: "read-memory-mb",
    type: "whole",
    default: "1024",
    min: 128,
    doc: "Most memory of the process that reads files.",
  },
  {
    name: "readers",
    type: "whole",
    default: "1",
    min: 1,
    max: 16,
    doc: "Files read at the same time, each in a process of its own.",
  },
  {
    name: "ocr",
    type: "choice",
    default: "auto",
    choices: ["auto", "off"],
    doc: "Whether pages without text are read by an OCR engine when one is installed.",
  },
  {
    name: "allow-addresses",
    type: "ranges",
    default: "",
    doc: "Private addresses or ranges (CIDR, comma between) that URLs and feeds may point to.",
  },
  {
    name: "trash-days",
    type: "whole",
    default: "30",
    min: 1,
    doc: "Days a document stays in the trash before it is deleted for good.",
  },
  {
    name: "model-kind",
    type: "choice",
    default: "openai",
    choices: ["openai", "anthropic"],
    doc: "What the language model's server speaks: OpenAI's chat completions (most servers) or Anthropic's messages.",
  },
  {
    name: "model-url",
    type: "text",
    default: "",
    doc: "Base address of the language model's server with its version (http://127.0.0.1:11434/v1). With model-name it goes before what is set in the interface.",
  },
  {
    name: "model-name",
    type: "text",
    default: "",
    doc: "Name of the language model. Without it none is used, unless one is set in the interface.",
  },
  {
    name: "model-key",
    type: "text",
    default: "",
    isSecret: true,
    doc: "Key of the language model's server, where it wants one. Never shown.",
  },
  {
    name: "model-monthly-tokens",
    type: "whole",
    default: "5000000",
    min: 0,
    doc: "Most tokens a month that are sent to and taken from the language model; 0 is no ceiling.",
  },
  {
    name: "model-silence-ms",
    type: "whole",
    default: "60000",
    min: 50,
    doc: "Longest silence of the language model before it is given up.",
  },
  {
    name: "embedding-url",
    type: "text",
    default: "",
    doc: "Base address of an OpenAI-compatible embedding endpoint with its version (http://127.0.0.1:11434/v1). With embedding-model passages are also found by meaning; texts are sent there.",
  },
  {
    name: "embedding-model",
    type: "text",
    default: "",
    doc: "Name of the embedding model. Another name makes all vectors anew; without it search is by words only.",
  },
  {
    name: "embedding-key",
    type: "text",
    default: "",
    isSecret: true,
    doc: "Key of the embedding endpoint, where it wants one. Never shown.",
  },
  {
    name: "log",
    type: "choice",
    default: "warn",
    choices: ["info", "warn", "error", "silent"],
    doc: "What goes to stderr.",
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]["name"];

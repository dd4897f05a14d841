// cli/parts.ts: what main.ts hands to the command line, so that no front door imports another.

import type { Desk } from "../desk/desk.ts";
import type { Operation } from "../desk/operation.ts";
import type { Settings } from "../settings/load.ts";

export interface CliParts {
  /** Of this program, for --version; left out where nobody asks. */
  version?: string;
  settings(): Settings;
  openDesk(settings: Settings): Promise<Desk>;
  serve(settings: Settings): Promise<{ url: string; close(): Promise<void> }>;
  /** A worker for a desk that this process holds. */
  work(desk: Desk): Promise<{ drain(): Promise<void>; stop(graceMs?: number): Promise<void> }>;
  /** Serves one MCP client over standard input and output; `call` asks the desk, wherever it is open. */
  serveMcp(call: (operation: Operation, input: Record<string, unknown>) => Promise<unknown>): Promise<void>;
}

/** Where text goes and comes from; a test has its own. */
export interface CliIo {
  out(text: string | Uint8Array): void;
  err(text: string): void;
  /** Whether a person looks: then progress is drawn. */
  isTerminal: boolean;
  /** Columns of the terminal. */
  columns: number;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
}

export const processIo = (): CliIo => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 100,
  stdin: process.stdin,
});

// web/src/app/uploads.ts: files on their way in, one request a file so that each has its own progress.
//
// Two at a time; what fails stays in the list with its reason and can be sent again.

import { useSyncExternalStore } from "react";
import { ApiError, errorOf, queryString } from "../api/client.ts";

export interface Upload {
  id: number;
  name: string;
  state: "waiting" | "sending" | "done" | "failed";
  /** 0 to 1. */
  progress: number;
  outcome: string | null;
  documentId: string | null;
  error: unknown;
}

interface Entry extends Upload {
  file: File;
  topicId: string | undefined;
}

interface UploadAnswer {
  added: {
    fileName: string;
    document: { id: string } | null;
    outcome: string;
    error: { code: string; message: string; details?: Record<string, string | number> } | null;
  }[];
}

const AT_ONCE = 2;
let entries: readonly Entry[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Entry[]) {
  entries = next;
  for (const listener of listeners) listener();
}
const change = (id: number, patch: Partial<Entry>) =>
  set(entries.map((entry) => (entry.id === id ? { ...entry, ...patch } : entry)));

function send(entry: Entry): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("files", entry.file, entry.name);
    request.open("POST", `/api/uploads${queryString({ topicId: entry.topicId })}`);
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) =>
      change(entry.id, { progress: total > 0 ? loaded / total : 0 });
    request.onload = () =>
      request.status < 300
        ? resolve(request.response as UploadAnswer)
        : reject(errorOf(request.status, request.response));
    request.onerror = () => reject(new ApiError(0, "offline", "no answer"));
    if (entry.topicId) form.append("topicId", entry.topicId);
    request.send(form);
  });
}

async function run(entry: Entry): Promise<void> {
  change(entry.id, { state: "sending", progress: 0 });
  try {
    const [added] = (await send(entry)).added;
    if (added?.error) throw new ApiError(400, added.error.code, added.error.message, added.error.details);
    change(entry.id, {
      state: "done",
      progress: 1,
      outcome: added?.outcome ?? "new",
      documentId: added?.document?.id ?? null,
    });
  } catch (error) {
    change(entry.id, { state: "failed", error });
  }
  pump();
}

function pump() {
  const free = AT_ONCE - entries.filter(({ state }) => state === "sending").length;
  for (const entry of entries.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free))) {
    void run(entry);
  }
}

/** Queues files; they go to `topicId` when one is given. */
export function addUploads(files: readonly File[], topicId?: string): void {
  const added = files.map(
    (file): Entry => ({
      id: nextId++,
      name: file.name,
      file,
      topicId,
      state: "waiting",
      progress: 0,
      outcome: null,
      documentId: null,
      error: null,
    }),
  );
  set([...entries, ...added]);
  pump();
}

export function retryUpload(id: number): void {
  change(id, { state: "waiting", error: null });
  pump();
}

/** Takes finished and failed ones off the list. */
export function clearUploads(): void {
  set(entries.filter(({ state }) => state === "waiting" || state === "sending"));
}

export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries,
  );

const MOST_FILES = 5000;

/** The files of a drop, folders walked; at most 5,000, hidden files left out. */
export async function droppedFiles(items: DataTransferItemList): Promise<File[]> {
  // Entries must be taken before the first await: the list is emptied when the event ends.
  const files: File[] = [];
  const waiting: FileSystemEntry[] = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) waiting.push(entry);
    else if (file) files.push(file);
  }
  while (waiting.length > 0 && files.length < MOST_FILES) {
    const entry = waiting.shift()!;
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile) files.push(await fileOf(entry as FileSystemFileEntry));
    else waiting.push(...(await childrenOf(entry as FileSystemDirectoryEntry)));
  }
  return files;
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // A reader hands out a folder in batches of a hundred, then an empty one.
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0 || children.length > MOST_FILES) return children;
    children.push(...batch);
  }
}

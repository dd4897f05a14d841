// desk/secret.ts: a secret at rest: AES-256-GCM under a key in a file of the data folder that only its owner may read.
//
// The key file is not in a backup: a copied database opens no account at a provider, and a restored desk asks
// for the secret again.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "secrets.key";
const VERSION = "v1";

/** The secret as text that may be kept: "v1:iv:tag:bytes" in base64url. Makes the key file when there is none. */
export async function seal(folder: string, secret: string): Promise<string> {
  const key = (await readKey(folder)) ?? (await makeKey(folder));
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return [VERSION, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(":");
}

/** The secret again; null when the key file is not the one it was sealed with, or is gone. */
export async function unseal(folder: string, kept: string): Promise<string | null> {
  const key = await readKey(folder);
  const [version, iv, tag, sealed] = kept.split(":");
  if (key === null || version !== VERSION || sealed === undefined) return null;
  const bytes = (part: string | undefined) => Buffer.from(part ?? "", "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes(iv));
    decipher.setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(sealed)), decipher.final()]).toString("utf8");
  } catch (error) {
    // Another key or a changed text: the same to the person, who gives the secret again.
    if (error instanceof Error) return null;
    throw error;
  }
}

async function readKey(folder: string): Promise<Buffer | null> {
  try {
    const key = await readFile(join(folder, FILE));
    return key.byteLength === 32 ? key : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function makeKey(folder: string): Promise<Buffer> {
  const key = randomBytes(32);
  await writeFile(join(folder, FILE), key, { mode: 0o600 });
  return key;
}

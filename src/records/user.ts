// records/user.ts: who may do what. Without accounts the one on the loopback address is the owner.

import { z } from "zod";

export const ROLES = ["viewer", "editor", "owner"] as const;
export const Role = z.enum(ROLES);
/** Each role may do all that the one before it may. */
export type Role = z.infer<typeof Role>;

export const User = z.object({ id: z.string(), name: z.string(), role: Role, createdAt: z.string() });
export type User = z.infer<typeof User>;

/** The one behind a request. id "local" is the person at the machine when the desk has no accounts. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
}

export const ApiToken = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

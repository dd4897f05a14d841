// desk/operations.ts: the list of everything a person can do. A new verb is one line here.

import type { Operation } from "./operation.ts";

/** All operations, in the order of the reference. Names and routes are unique (test/docs.test.ts). */
export const OPERATIONS: readonly Operation[] = [];

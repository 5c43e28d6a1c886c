import type { AxiosAdapter } from "axios";
import { type Context, create, diff, read, remove, update } from "../../provider/lifecycle";

/** The verbs that the engine calls. */
export interface Verbs {
  readonly create: typeof create;
  readonly read: typeof read;
  readonly update: typeof update;
  readonly remove: typeof remove;
  readonly diff: typeof diff;
}

/** The provider's own. */
export const VERBS: Verbs = { create, read, update, remove, diff };

/** What makes a provider wrong on purpose, to show that the model notices. */
export interface Sabotage {
  readonly verbs?: (verbs: Verbs) => Verbs;
  readonly context?: (context: Context) => Context;
  readonly adapter?: (adapter: AxiosAdapter) => AxiosAdapter;
  /** What the provider is told about duplicates, whatever its user asked for. */
  readonly duplicates?: Duplicates;
}

/** `confluent-sso:duplicates`: whether a process may create what exists already. */
export type Duplicates = "refuse" | "allow";

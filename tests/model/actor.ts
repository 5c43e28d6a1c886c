import type { AxiosAdapter } from "axios";
import { type Context, create, diff, read, remove, update } from "../../provider/lifecycle";

/** The operations that the engine calls. */
export interface ProviderOperations {
  readonly create: typeof create;
  readonly read: typeof read;
  readonly update: typeof update;
  readonly remove: typeof remove;
  readonly diff: typeof diff;
}

/** The operations of the provider. */
export const PROVIDER_OPERATIONS: ProviderOperations = { create, read, update, remove, diff };

/** Breaks a provider on purpose, to show that the model detects it. */
export interface Sabotage {
  readonly operations?: (operations: ProviderOperations) => ProviderOperations;
  readonly context?: (context: Context) => Context;
  readonly adapter?: (adapter: AxiosAdapter) => AxiosAdapter;
  /** Overrides the setting of the user. */
  readonly duplicates?: Duplicates;
}

/** `confluent-sso:duplicates`: whether a process can create a mapping that already exists. */
export type Duplicates = "refuse" | "allow";

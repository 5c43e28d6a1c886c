import type { Duplicates } from "./actor";

/** What users of the model's stacks set `confluent-sso:duplicates` to. */
export const DUPLICATES: readonly Duplicates[] = ["refuse", "allow"];

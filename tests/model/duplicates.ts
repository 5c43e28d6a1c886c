import type { Duplicates } from "./actor";

/** What users of the model's stacks set `confluent-sso:duplicates` to; a provider that has no such option allows. */
export const DUPLICATES: readonly Duplicates[] = ["allow"];

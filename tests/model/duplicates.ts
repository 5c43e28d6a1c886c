import type { Duplicates } from "./actor";

/** The values of `confluent-sso:duplicates` in the model's stacks. */
export const DUPLICATES: readonly Duplicates[] = ["refuse", "allow"];

/** What a condition may come to, as a set of bits: `TRUE | ERROR` may be either. */
export type Outcomes = number;

export const TRUE = 1;
export const FALSE = 2;
/** CEL's third outcome: a claim that is missing, say. Such a condition lets nobody in. */
export const ERROR = 4;

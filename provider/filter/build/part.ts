/** What a filter is built of, or why nothing can be built of it: fits after a colon. */
export type Part = { readonly text: string } | { readonly why: string };

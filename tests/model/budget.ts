/** The number of requests in a window. */
export interface BudgetOptions {
  readonly size: number;
  readonly seconds: number;
  /** Whether responses report the budget. */
  readonly headers: boolean;
  /** Whether each window has fewer requests than the previous one, down to one, because others use the same budget. */
  readonly shrinks: boolean;
}

/** A budget of requests that is refilled in each window. */
export class Budget {
  private ends = Number.NEGATIVE_INFINITY;
  private size: number;
  private used = 0;

  constructor(private readonly options: BudgetOptions) {
    this.size = options.size;
  }

  /** Counts a request. Returns whether it is refused, and the headers that report the budget. */
  take(now: number): { readonly refused: boolean; readonly headers: Readonly<Record<string, string>> } {
    const { seconds, headers, shrinks } = this.options;
    if (now >= this.ends) {
      this.size = shrinks && this.used > 0 ? Math.max(1, this.size - 1) : this.size;
      this.ends = now + seconds * 1_000;
      this.used = 0;
    }
    const refused = this.used >= this.size;
    this.used += refused ? 0 : 1;
    const reset = String(Math.ceil((this.ends - now) / 1_000));
    return {
      refused,
      headers: headers
        ? {
            "x-ratelimit-limit": String(this.options.size),
            "x-ratelimit-remaining": String(this.size - this.used),
            "x-ratelimit-reset": reset,
            ...(refused && { "retry-after": reset }),
          }
        : {},
    };
  }
}

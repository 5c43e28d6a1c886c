import { failurePrefix, ProviderError, type RequestContext } from "../../errors";
import type { HttpRequest } from "./transport";
import { isNodeErrorCode, wasNeverSent, adviceFor } from "./errorCodes";

/** There was no answer at all, or not a whole one. */
export class ConnectionError extends ProviderError {
  /** Node's or axios's code: `ECONNREFUSED`, `ENOTFOUND`, `ECONNRESET`, `ETIMEDOUT`, … */
  readonly code: string | undefined;

  constructor(
    action: RequestContext,
    method: HttpRequest["method"],
    endpoint: string,
    code: string | undefined,
    cause: string,
  ) {
    super(
      [
        `${failurePrefix(action)}: no ${isGarbled(code) ? "readable " : ""}answer from ${endpoint} (${explain(code, cause)}).`,
        ...(method === "POST" && !wasNeverSent(code ?? "")
          ? [
              "Whether the API carried the request out is not known. Look for the mapping (by its display name) before",
              "the next `pulumi up`: it may exist already.",
            ]
          : adviceFor(code ?? "")),
      ].join("\n"),
    );
    this.code = code;
  }
}

/** Something came, but no HTTP, or not in the encoding that it names. */
function isGarbled(code: string | undefined): boolean {
  return /^(?:HPE_|Z_|ERR_BAD_|ERR_INVALID_(?:CHAR|HTTP))/.test(code ?? "");
}

function explain(code: string | undefined, cause: string): string {
  return code === undefined || !isNodeErrorCode(code) || cause.includes(code) ? cause : `${code}: ${cause}`;
}

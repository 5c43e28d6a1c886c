/** What the body of a failed request says, whatever its shape was. */
export interface Failure {
  /** One text for each thing the API complains of, with its pointer or parameter in front and its code behind. */
  readonly details: readonly string[];
  /** The request id, where the body names one. */
  readonly requestId?: string;
}

/** Longest piece of a body of unknown shape that is shown, in characters. */
const EXCERPT_LENGTH = 500;

/**
 * Reads the body of a failed request.
 *
 * Several shapes live behind the same host: `errors[]` (documented), `error_code` + `message`, `error` as an object or
 * a text, the newer envelope with `suggestion` and `requestId`, a lone `message`, a gateway's HTML page, nothing at
 * all. What has none of these shapes is shown as it came, so that no reason is ever lost.
 */
export function readFailure(body: string): Failure {
  const trimmed = body.trim();
  if (trimmed === "") {
    return { details: ["the answer has no body"] };
  }
  const json = parse(trimmed);
  if (json === undefined) {
    return { details: [trimmed.startsWith("<") ? describePage(trimmed) : excerpt(trimmed)] };
  }
  const details = [...fromErrors(json), ...fromError(json), ...fromMessage(json)];
  const requestId = string(json["requestId"]);
  return {
    details: details.length > 0 ? details : [excerpt(trimmed)],
    ...(requestId !== undefined && { requestId }),
  };
}

/** `{"errors": [{detail, code, source: {pointer}}]}`; newer services say `message` for `detail`. */
function fromErrors(json: Record<string, unknown>): string[] {
  const entries = Array.isArray(json["errors"]) ? json["errors"] : [];
  return entries.map((entry: unknown) => {
    if (!isObject(entry)) {
      return excerpt(compact(entry));
    }
    const what = string(entry["detail"]) ?? string(entry["message"]) ?? string(entry["title"]);
    const source = isObject(entry["source"]) ? entry["source"] : {};
    const pointer = string(source["pointer"]) ?? prefixed("parameter ", string(source["parameter"]));
    const code = string(entry["code"]);
    return [
      pointer === undefined ? "" : `${pointer}: `,
      what ?? code ?? excerpt(compact(entry)),
      what === undefined || code === undefined ? "" : ` [${code}]`,
      more(entry["details"]),
      prefixed("; ", string(entry["resolution"])) ?? "",
    ].join("");
  });
}

/** `{"error": {code, message, details, suggestion}}`, or `{"error": "invalid API key"}`. */
function fromError(json: Record<string, unknown>): string[] {
  const error = json["error"];
  if (typeof error === "string" && error !== "") {
    return [error];
  }
  if (!isObject(error)) {
    return [];
  }
  const message = string(error["message"]);
  const code = string(error["status"]) ?? scalar(error["code"]);
  const what = message ?? code ?? excerpt(compact(error));
  return [
    [
      what,
      message === undefined || code === undefined ? "" : ` [${code}]`,
      more(error["details"]),
      prefixed("; ", string(error["suggestion"])) ?? "",
      prefixed("; see ", string(json["doc_url"])) ?? "",
    ].join(""),
  ];
}

/** `{"error_code": 40301, "message": …}`, or a lone `message`. */
function fromMessage(json: Record<string, unknown>): string[] {
  const message = string(json["message"]);
  const code = scalar(json["error_code"]);
  if (message === undefined) {
    return code === undefined ? [] : [`error_code ${code}`];
  }
  return [code === undefined ? message : `${message} [${code}]`];
}

function describePage(html: string): string {
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(html)?.[1]?.trim();
  return title === undefined || title === ""
    ? "the answer is an HTML page, not the API's JSON"
    : `the answer is an HTML page titled "${title}", not the API's JSON`;
}

function more(details: unknown): string {
  if (details === undefined || details === null || details === "") {
    return "";
  }
  const list = Array.isArray(details) ? details : [details];
  const texts = list.map((item: unknown) => (typeof item === "string" ? item : compact(item)));
  return texts.length === 0 ? "" : ` (${excerpt(texts.join("; "))})`;
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function string(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function scalar(value: unknown): string | undefined {
  return typeof value === "number" ? String(value) : string(value);
}

function prefixed(prefix: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : prefix + value;
}

function compact(value: unknown): string {
  return JSON.stringify(value);
}

function excerpt(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return flat.length > EXCERPT_LENGTH ? `${flat.slice(0, EXCERPT_LENGTH)}…` : flat;
}

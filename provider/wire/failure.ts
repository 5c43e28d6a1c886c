import { andMore, isObject, type JsonObject } from "./json";

interface Failure {
  /** One text for each problem that the API reports: its pointer or parameter, the message, and its code. */
  readonly details: readonly string[];
  readonly requestId?: string;
}

/** Maximum characters to show of a body of unknown shape, and of one detail. */
const MAX_EXCERPT_LENGTH = 500;
const MAX_DETAIL_LENGTH = 1_000;
const MAX_DETAILS = 15;

/** Maximum characters to parse: 9 MB of brackets cost seconds of CPU. */
const MAX_PARSED_LENGTH = 65_536;

type Clean = (text: string) => string;

/**
 * Parses the body of a failed request: `errors[]` (documented), `error_code` + `message`, `error` as an object or a string,
 * the newer envelope with `suggestion` and `requestId`, only a `message`, a gateway's HTML page, or nothing. Any other body
 * is shown as received, so that no reason is ever lost.
 *
 * @param clean removes secrets: before anything is truncated, and after white space was collapsed, which may produce one
 */
export function parseErrorBody(body: string, clean: Clean = (text) => text): Failure {
  const trimmed = clean(body).trim();
  if (trimmed === "") {
    return { details: ["the response has no body"] };
  }
  if (trimmed.startsWith("<")) {
    return { details: [describePage(trimmed, clean)] };
  }
  try {
    if (trimmed.length <= MAX_PARSED_LENGTH) {
      return readJson(trimmed, clean);
    }
  } catch {
    // Not JSON, or nested too deeply.
  }
  return { details: [excerpt(trimmed, clean)] };
}

function readJson(body: string, clean: Clean): Failure {
  // Clean the parsed strings again, because an escaped secret looks different.
  const json: unknown = JSON.parse(body, (_key, value: unknown) =>
    typeof value === "string" ? clean(value) : value,
  );
  if (!isObject(json)) {
    return { details: [excerpt(body, clean)] };
  }
  const { errors, requestId } = json;
  const details = [
    ...(Array.isArray(errors) ? errors.map(describeEntry) : []),
    describeError(json),
    describeMessage(json),
  ].filter((detail) => detail !== "");
  return {
    details:
      details.length === 0
        ? [excerpt(JSON.stringify(json), clean)]
        : [
            ...details.slice(0, MAX_DETAILS).map((detail) => cut(detail, MAX_DETAIL_LENGTH, clean)),
            ...andMore(details.length, MAX_DETAILS),
          ],
    ...(textOrJson(requestId) !== "" && { requestId: textOrJson(requestId) }),
  };
}

/** `{detail, code, source: {pointer}}`; newer services use `message` instead of `detail`. */
function describeEntry(entry: unknown): string {
  if (!isObject(entry)) {
    return textOrJson(entry) || "null";
  }
  const { pointer, parameter }: JsonObject = isObject(entry["source"]) ? entry["source"] : {};
  const place = around("", pointer, ": ") || around("parameter ", parameter, ": ");
  return place + describe(entry, first(entry, "detail", "message", "title"), entry["code"]);
}

/** `{"error": {code, message, details, suggestion}}`, or `{"error": "invalid API key"}`, as in OAuth. */
function describeError({ error, error_description, doc_url }: JsonObject): string {
  return isObject(error)
    ? describe(error, first(error, "message"), first(error, "status", "code")) + around("; see ", doc_url)
    : around("", error, around(": ", error_description));
}

/** `{"error_code": 40301, "message": …}`, or only a `message`. */
function describeMessage({ message, error_code: code }: JsonObject): string {
  return around("", message, around(" [", code, "]")) || around("error_code ", code);
}

/** `what [code] (details); suggestion`. */
function describe(entry: JsonObject, what: unknown, code: unknown): string {
  const details = [entry["details"]]
    .flat()
    .map(textOrJson)
    .filter((text) => text !== "");
  return [
    around("", what, around(" [", code, "]")) || textOrJson(code) || JSON.stringify(entry),
    around(" (", folded(details.join("; ")), ")"),
    around("; ", first(entry, "suggestion", "resolution")),
  ].join("");
}

/** Returns the text of the first of these properties that is not empty. */
function first(from: JsonObject, ...names: string[]): string {
  return names.map((name) => textOrJson(from[name])).find((text) => text !== "") ?? "";
}

/** Returns the text of a value between `before` and `after`; "" if the value has no text. */
function around(before: string, value: unknown, after = ""): string {
  const text = textOrJson(value);
  return text === "" ? "" : before + text + after;
}

/** Returns a string unchanged and any other value as JSON. Blank strings and null become "". */
function textOrJson(value: unknown): string {
  if (typeof value === "string") {
    return value.trim() === "" ? "" : value;
  }
  return value === undefined || value === null ? "" : JSON.stringify(value);
}

function describePage(html: string, clean: Clean): string {
  const head = cut(folded(html), 20_000, clean);
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(head)?.[1]?.trim();
  const words = head.replace(/<(script|style)[^]{0,10000}?<\/\1>/gi, " ").replace(/<[^<>]{0,2000}>?/g, " ");
  const text = title === undefined || title === "" ? words.trim() : title;
  const kind = "the response is an HTML page, not JSON from the API";
  return text === "" ? kind : `${kind}: ${JSON.stringify(excerpt(text, clean))}`;
}

function excerpt(text: string, clean: Clean): string {
  return cut(folded(text), MAX_EXCERPT_LENGTH, clean);
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** Truncates a text of the body. Use nothing else for this, because it removes secrets first. */
function cut(text: string, length: number, clean: Clean): string {
  const whole = clean(text);
  return whole.length > length ? `${whole.slice(0, length)}…` : whole;
}

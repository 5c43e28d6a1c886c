import { andMore, isObject, type JsonObject } from "./json";

interface Failure {
  /** One text for each thing the API complains of, with its pointer or parameter in front and its code behind. */
  readonly details: readonly string[];
  readonly requestId?: string;
}

/** The most that is shown, in characters: of a body of unknown shape, and of one detail. */
const MAX_EXCERPT_LENGTH = 500;
const MAX_DETAIL_LENGTH = 1_000;
const MAX_DETAILS = 15;

/** A longer body is not parsed, in characters: 9 MB of brackets cost seconds of CPU. */
const MAX_PARSED_LENGTH = 65_536;

type Clean = (text: string) => string;

/**
 * Reads the body of a failed request.
 *
 * Several shapes live behind the same host: `errors[]` (documented), `error_code` + `message`, `error` as an object or
 * a text, the newer envelope with `suggestion` and `requestId`, a lone `message`, a gateway's HTML page, nothing at
 * all. What has none of these shapes is shown as it came, so that no reason is ever lost.
 *
 * @param clean takes secrets out. It is called before anything is cut, because part of a secret is not recognized any
 *   more, and after white space was folded, which may make a secret of what was none
 */
export function parseErrorBody(body: string, clean: Clean = (text) => text): Failure {
  const trimmed = clean(body).trim();
  if (trimmed === "") {
    return { details: ["the answer has no body"] };
  }
  if (trimmed.startsWith("<")) {
    return { details: [describePage(trimmed, clean)] };
  }
  if (trimmed.length > MAX_PARSED_LENGTH) {
    return { details: [excerpt(trimmed, clean)] };
  }
  try {
    return readJson(trimmed, clean);
  } catch {
    // It is not JSON, or nested too deeply.
    return { details: [excerpt(trimmed, clean)] };
  }
}

function readJson(body: string, clean: Clean): Failure {
  // The texts are cleaned once more: escaped, a secret looks different.
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

/** `{detail, code, source: {pointer}}`; newer services say `message` for `detail`. */
function describeEntry(entry: unknown): string {
  if (!isObject(entry)) {
    return textOrJson(entry) || "null";
  }
  const { pointer, parameter }: JsonObject = isObject(entry["source"]) ? entry["source"] : {};
  const place = around("", pointer, ": ") || around("parameter ", parameter, ": ");
  return place + describe(entry, first(entry, "detail", "message", "title"), entry["code"]);
}

/** `{"error": {code, message, details, suggestion}}`, or `{"error": "invalid API key"}`, as OAuth says it. */
function describeError({ error, error_description, doc_url }: JsonObject): string {
  return isObject(error)
    ? describe(error, first(error, "message"), first(error, "status", "code")) + around("; see ", doc_url)
    : around("", error, around(": ", error_description));
}

/** `{"error_code": 40301, "message": …}`, or a lone `message`. */
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

/** The text of the first of these properties that has one. */
function first(from: JsonObject, ...names: string[]): string {
  return names.map((name) => textOrJson(from[name])).find((text) => text !== "") ?? "";
}

/** What a value says, between two texts; "" if it says nothing. */
function around(before: string, value: unknown, after = ""): string {
  const text = textOrJson(value);
  return text === "" ? "" : before + text + after;
}

/** What a value says: a text as it is, anything else as JSON. Blank texts and null say nothing, which is "". */
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
  const kind = "the answer is an HTML page, not the API's JSON";
  return text === "" ? kind : `${kind}: ${JSON.stringify(excerpt(text, clean))}`;
}

function excerpt(text: string, clean: Clean): string {
  return cut(folded(text), MAX_EXCERPT_LENGTH, clean);
}

function folded(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** The one way to cut a text of the body. */
function cut(text: string, length: number, clean: Clean): string {
  const whole = clean(text);
  return whole.length > length ? `${whole.slice(0, length)}…` : whole;
}

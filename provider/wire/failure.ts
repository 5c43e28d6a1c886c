import { isObject, type JsonObject } from "./json";

/** What the body of a failed request says, whatever its shape was. */
interface Failure {
  /** One text for each thing the API complains of, with its pointer or parameter in front and its code behind. */
  readonly details: readonly string[];
  /** The request id, where the body names one. */
  readonly requestId?: string;
}

/** Longest piece of a body of unknown shape that is shown, in characters. */
const MAX_EXCERPT_LENGTH = 500;

/** Longest text of one detail, in characters, and how many are shown. A message that is too long is no message. */
const MAX_DETAIL_LENGTH = 1_000;
const MAX_DETAILS = 15;

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
  const json = parse(trimmed, clean);
  if (json === undefined) {
    return { details: [trimmed.startsWith("<") ? describePage(trimmed, clean) : excerpt(trimmed, clean)] };
  }
  const details = [...fromErrors(json, clean), ...fromError(json, clean), ...fromMessage(json)];
  const requestId = showValue(json["requestId"]);
  return {
    details: details.length > 0 ? shortened(details, clean) : [excerpt(showValue(json) ?? "", clean)],
    ...(requestId !== undefined && { requestId }),
  };
}

/** `{"errors": [{detail, code, source: {pointer}}]}`; newer services say `message` for `detail`. */
function fromErrors(json: JsonObject, clean: Clean): string[] {
  const entries = Array.isArray(json["errors"]) ? json["errors"] : [];
  return entries.map((entry: unknown) => {
    if (!isObject(entry)) {
      return showValue(entry) ?? "null";
    }
    const source = isObject(entry["source"]) ? entry["source"] : {};
    const place = showValue(source["pointer"]) ?? prefixed("parameter ", showValue(source["parameter"]));
    const what = firstText(entry, "detail", "message", "title");
    return (place === undefined ? "" : `${place}: `) + describe(entry, what, showValue(entry["code"]), clean);
  });
}

/** `{"error": {code, message, details, suggestion}}`, or `{"error": "invalid API key"}`, as OAuth says it. */
function fromError(json: JsonObject, clean: Clean): string[] {
  const error = json["error"];
  if (!isObject(error)) {
    const text = showValue(error);
    return text === undefined ? [] : [text + (prefixed(": ", showValue(json["error_description"])) ?? "")];
  }
  const code = firstText(error, "status", "code");
  return [
    describe(error, firstText(error, "message"), code, clean) +
      (prefixed("; see ", showValue(json["doc_url"])) ?? ""),
  ];
}

/** `{"error_code": 40301, "message": …}`, or a lone `message`. */
function fromMessage(json: JsonObject): string[] {
  const message = showValue(json["message"]);
  const code = showValue(json["error_code"]);
  if (message === undefined) {
    return code === undefined ? [] : [`error_code ${code}`];
  }
  return [code === undefined ? message : `${message} [${code}]`];
}

/** `what [code] (details); suggestion`. */
function describe(
  entry: JsonObject,
  what: string | undefined,
  code: string | undefined,
  clean: Clean,
): string {
  return [
    what ?? code ?? showValue(entry) ?? "",
    what === undefined || code === undefined ? "" : ` [${code}]`,
    more(entry["details"], clean),
    prefixed("; ", firstText(entry, "suggestion", "resolution")) ?? "",
  ].join("");
}

function more(details: unknown, clean: Clean): string {
  const texts = [details].flat().flatMap((detail) => showValue(detail) ?? []);
  return texts.length === 0 ? "" : ` (${excerpt(texts.join("; "), clean)})`;
}

function describePage(html: string, clean: Clean): string {
  const head = cut(folded(html), 20_000, clean);
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(head)?.[1]?.trim();
  const words = head.replace(/<(script|style)[^]{0,10000}?<\/\1>/gi, " ").replace(/<[^<>]{0,2000}>?/g, " ");
  const text = title === undefined || title === "" ? words.trim() : title;
  return text === ""
    ? "the answer is an HTML page, not the API's JSON"
    : `the answer is an HTML page, not the API's JSON: ${JSON.stringify(excerpt(text, clean))}`;
}

function firstText(from: JsonObject, ...names: string[]): string | undefined {
  return names.map((name) => showValue(from[name])).find((text) => text !== undefined);
}

/** What a value says: a text as it is, anything else as JSON. Blank texts and null say nothing. */
function showValue(value: unknown): string | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value === "string") {
    return value.trim() === "" ? undefined : value;
  }
  try {
    return JSON.stringify(value);
  } catch {
    return "(nested too deeply to be shown)";
  }
}

function prefixed(prefix: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : prefix + value;
}

function shortened(details: readonly string[], clean: Clean): string[] {
  const shown = details.slice(0, MAX_DETAILS).map((detail) => cut(detail, MAX_DETAIL_LENGTH, clean));
  const left = details.length - shown.length;
  return left === 0 ? shown : [...shown, `and ${left} more`];
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

/** Its texts are cleaned once more: escaped, a secret looks different. */
function parse(text: string, clean: Clean): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text, (_key, value: unknown) =>
      typeof value === "string" ? clean(value) : value,
    );
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

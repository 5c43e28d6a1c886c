import { ConfigurationError } from "../errors";
import {
  type ChoiceOf,
  type OAuthFieldRow,
  type SettingOfKind,
  type SettingRow,
  SETTINGS,
  type SettingType,
} from "./settingsTable";
import { describeSource, firstOf, type Source, staleConfigHint, type TextSetting } from "./source";

/** The type of a setting's value, by its row. */
type ValueOf<Name extends TextSetting> =
  Name extends SettingOfKind<"choice">
    ? ChoiceOf<Name>
    : Name extends SettingOfKind<"count" | "seconds">
      ? number
      : string | undefined;

/** Returns a setting from the first source that has it, or else its default. @throws {ConfigurationError} */
export function readSetting<Name extends TextSetting>(sources: readonly Source[], name: Name): ValueOf<Name> {
  const row: SettingRow = SETTINGS[name];
  const given = firstOf(sources, name);
  if (given === undefined) {
    return row.default as ValueOf<Name>;
  }
  validateValue(row, given.value, describeSource(given.source, given.name));
  return ("min" in row.type ? Number(given.value) : given.value) as ValueOf<Name>;
}

/** @throws {ConfigurationError} If the row does not allow the text, which was configured in `source`. */
export function validateValue(row: SettingRow | OAuthFieldRow, text: string, source: string): void {
  const rule = brokenRule(row.type, text);
  if (rule !== undefined) {
    throw new ConfigurationError(
      `${source} is ${JSON.stringify(text)}; it must be ${rule}. Default: ${row.default ?? "none"}.`,
    );
  }
}

/** Returns what the value must be, or undefined if the text is valid. */
function brokenRule(type: SettingType, text: string): string | undefined {
  if (type.kind === "choice") {
    const { values } = type;
    return values.includes(text) ? undefined : `${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}`;
  }
  if ("min" in type) {
    const { kind, min, max } = type;
    // Rejects other texts that JavaScript converts to a number: 0x10, 1e1, +5, or spaces.
    const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    return number >= min && number <= max && (kind === "seconds" || Number.isInteger(number))
      ? undefined
      : `a ${NOUNS[kind]} from ${min} to ${max}`;
  }
  if (type.kind === "uuid") {
    return UUID.test(text)
      ? undefined
      : "the UUID of an organization, such as 5b1c4d1e-8f0a-4c55-9d0e-3f6a2b7c8d90";
  }
  if (type.kind === "text" && type.maxLength !== undefined) {
    return /^[\x20-\x7e]*$/.test(text) && text.trim() === text && text.length <= type.maxLength
      ? undefined
      : `up to ${type.maxLength} printable ASCII characters, without a space at either end`;
  }
  return undefined;
}

const NOUNS = {
  count: "whole number",
  seconds: "number of seconds",
  "whole seconds": "whole number of seconds",
};

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** @throws {ConfigurationError} If the value cannot be a credential. The error names `source`, but not the value. */
export function validateCredentialText(value: string, source: string): void {
  if (/^\s|\s$|\p{Cc}/u.test(value)) {
    throw new ConfigurationError(
      `${source} begins or ends with white space, or contains a control character, such as a line break. ` +
        "Set it again without that.",
    );
  }
}

/** An error about a source. It ends with advice if the source is stored in the state. */
export function refusal(source: Source, ...lines: readonly string[]): ConfigurationError {
  return new ConfigurationError([...lines, ...staleConfigHint(source)].join("\n"));
}

/**
 * Checks the endpoint, which receives the credentials. Keeps its path, and drops a trailing slash.
 * @throws {ConfigurationError} If the endpoint cannot be used. The error does not show a password in it.
 */
export function parseEndpoint(text: string, source: string): string {
  const { origin, pathname } = new URL(URL.canParse(text) ? text : SETTINGS.endpoint.default);
  const hasQuery = /[?#]/.test(text);
  const problem =
    problemOfUrl(text) ??
    (hasQuery ? `must be only ${origin}${pathname}, without a query or a fragment` : undefined);
  if (problem !== undefined) {
    throw new ConfigurationError(
      `The endpoint ${problem} (${source}). The default is ${SETTINGS.endpoint.default}.`,
    );
  }
  return (origin + pathname).replace(/\/+$/, "");
}

/** Returns why credentials cannot be sent to a URL, or undefined if they can. The reason does not show a password in the URL. */
export function problemOfUrl(text: string): string | undefined {
  if (/[\s\\]/.test(text)) {
    return "contains white space or a backslash";
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return "is not a URL that begins with https://";
  }
  if (url.username !== "" || url.password !== "") {
    return "contains a user name or a password, but credentials have their own settings";
  }
  if (url.protocol === "http:" && !/^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)) {
    return `does not use https (${url.origin}), so the credentials would be sent unencrypted`;
  }
  return undefined;
}

import { ConfigurationError } from "../errors";
import { type ChoiceOf, type SettingOfKind, SETTINGS, type SettingType } from "./settingsTable";
import { describeSource, firstOf, type Source, staleConfigHint } from "./sources";

/** @throws {ConfigurationError} If the value is not one of those that the setting may have. */
export function readChoice<Name extends SettingOfKind<"choice">>(
  sources: readonly Source[],
  name: Name,
): ChoiceOf<Name> {
  const { type, default: standard } = SETTINGS[name];
  const values: readonly string[] = type.values;
  const given = firstOf(sources, name);
  if (given !== undefined && !values.includes(given.value)) {
    throw new ConfigurationError(
      `${describeSource(given.source, name)} is ${JSON.stringify(given.value)}; it must be ` +
        `${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}. The default is ${standard}.`,
    );
  }
  return (given?.value ?? standard) as ChoiceOf<Name>;
}

/** @throws {ConfigurationError} If the value is not a number, or is out of range. */
export function readQuantity(sources: readonly Source[], name: SettingOfKind<Quantity["kind"]>): number {
  const row = SETTINGS[name];
  const given = firstOf(sources, name);
  if (given === undefined) {
    return row.default;
  }
  // A blank text would be the number 0.
  const number = Number(given.value.trim() || "none");
  const problem = problemOfQuantity(row, given.value, number);
  if (problem !== undefined) {
    throw new ConfigurationError(`${describeSource(given.source, name)} ${problem}`);
  }
  return number;
}

/** Says what a number must be, or returns undefined if it is that. */
export function problemOfQuantity(row: QuantityRow, text: string, number: number): string | undefined {
  const { kind, min, max } = row.type;
  return number >= min && number <= max && (kind === "seconds" || Number.isInteger(number))
    ? undefined
    : `is ${JSON.stringify(text)}; it must be a ${NOUNS[kind]} from ${min} to ${max}. The default is ${row.default}.`;
}

/**
 * Checks a text that is sent as a credential.
 *
 * @param source where it was configured, for the error. The value itself is not shown.
 * @throws {ConfigurationError} If it has white space around it, or a control character in it.
 */
export function validateCredentialText(value: string, source: string): void {
  if (/^\s|\s$|\p{Cc}/u.test(value)) {
    throw new ConfigurationError(
      `${source} begins or ends with white space, or holds a control character ` +
        "(a line break that came along when it was copied, perhaps). Set it again without.",
    );
  }
}

/** An error about a source, which ends with what to know if the source is stored in the state. */
export function refusal(source: Source, ...lines: readonly string[]): ConfigurationError {
  return new ConfigurationError([...lines, ...staleConfigHint(source)].join("\n"));
}

type Quantity = Extract<SettingType, { min: number }>;

interface QuantityRow {
  readonly type: Quantity;
  readonly default: number;
}

const NOUNS: Readonly<Record<Quantity["kind"], string>> = {
  count: "whole number",
  seconds: "number of seconds",
  "whole seconds": "whole number of seconds",
};

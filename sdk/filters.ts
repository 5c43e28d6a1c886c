import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { withCode } from "../provider/errors/errorCodes";
import type * as Reader from "../provider/filter";

/** If a part is an Output, so is the filter. It is known when all parts are known, and secret if any part is. */
type FilterOf<Parts extends readonly pulumi.Input<string>[]> = Parts[number] extends string
  ? string
  : true extends { [Index in keyof Parts]: IsComputed<Parts[Index]> }[number]
    ? pulumi.Output<string>
    : string | pulumi.Output<string>;

/** `filters.anyOf()` does not compile: without a filter it would mean nobody, or everybody. */
type AtLeastOne<Parts extends readonly unknown[]> = Parts extends readonly []
  ? readonly [filter: string]
  : Parts;

type IsComputed<Part> = Extract<Part, string> extends never ? true : false;

/**
 * Builders for {@link GroupMappingArgs.filter}. They add quotes and brackets if needed.
 *
 * ```ts
 * filters.anyOf("kafka-admins", filters.allOf("sre", filters.not("contractors")));
 * // "kafka-admins" in groups || "sre" in groups && !("contractors" in groups)
 * ```
 *
 * Each returns a `string` if all its parts are plain strings, and an `Output<string>` otherwise. A string is an expression if
 * it clearly looks like one, and otherwise a group name, as in a mapping. `filters.group` is always a group name.
 */
export const filters = { group, anyOf, allOf, not, raw, everyone: "true" } as const;

/**
 * Matches users who are in the group. Its name can contain anything: quotes, backslashes, line breaks, emoji.
 *
 * @param name the name of the group as the identity provider sends it. Case and spaces matter.
 * @throws {Error} If no group can have the name, because it is empty or contains half a character.
 */
function group<Name extends pulumi.Input<string>>(name: Name): FilterOf<[Name]> {
  return build("group", [name], (text) => loadFilterModule().groupExpression(text)) as FilterOf<[Name]>;
}

/**
 * Matches users whom at least one of the filters matches.
 *
 * @throws {Error} If no filter is passed, or one of them is invalid.
 */
function anyOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("anyOf", "||", parts) as FilterOf<Parts>;
}

/**
 * Matches users whom all filters match.
 *
 * @throws {Error} If no filter is passed, or one of them is invalid.
 */
function allOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("allOf", "&&", parts) as FilterOf<Parts>;
}

/**
 * Matches users whom the filter does not match.
 *
 * @throws {Error} If the filter is invalid.
 */
function not<Part extends pulumi.Input<string>>(part: Part): FilterOf<[Part]> {
  return build("not", [part], (text) =>
    loadFilterModule().oppositeOf(text, builtTexts.has(text)),
  ) as FilterOf<[Part]>;
}

/**
 * Returns your own CEL expression, unchanged.
 *
 * @throws {Error} If it is not valid CEL.
 */
function raw<Text extends pulumi.Input<string>>(text: Text): FilterOf<[Text]> {
  return build("raw", [text], (expression) => {
    const reading = loadFilterModule().readFilter(expression, true);
    return reading.kind === "invalid" ? reading.problem : { text: expression };
  }) as FilterOf<[Text]>;
}

function chain(
  name: "anyOf" | "allOf",
  joint: Reader.Joint,
  parts: readonly pulumi.Input<string>[],
): pulumi.Input<string> {
  if (parts.length === 0) {
    throw programError(`filters.${name} needs at least one filter. For all users, use filters.everyone.`);
  }
  // A single part is not joined. || binds most loosely, so the part gets the fewest brackets.
  const among = parts.length === 1 ? "||" : joint;
  const operand = (text: string) => loadFilterModule().operandOf(text, among, builtTexts.has(text));
  return build(name, parts, operand, ` ${joint} `);
}

/** The expressions that builders have returned. Some of them, such as `!claims.a`, would otherwise be read as group names. */
const builtTexts = new Set<string>();

/** Joins the parts: immediately if all are plain strings, otherwise when they are known. */
function build(
  name: string,
  parts: readonly pulumi.Input<string>[],
  toPart: (text: string) => Reader.Part,
  joint = "",
): pulumi.Input<string> {
  // A list is a mistake, so the error is thrown immediately.
  const isPlain = (part: unknown): part is string =>
    typeof part !== "object" || part === null || Array.isArray(part);
  const put = (texts: readonly string[], areSecret: readonly boolean[] = []) => {
    const text = texts
      .map((one, index) => buildPart(name, one, () => toPart(one), areSecret[index] ? index + 1 : undefined))
      .join(joint);
    // A bare word is always a group name.
    if (!/^[\w-]+$/.test(text)) {
      builtTexts.add(text);
    }
    return text;
  };
  if (parts.every(isPlain)) {
    return put(parts);
  }
  // A failed Output reports its own error.
  const areSecret = parts.map((part) => pulumi.isSecret(pulumi.output(part)).catch(() => true));
  return pulumi.all([pulumi.all([...parts]), pulumi.all(areSecret)]).apply((all) => put(...all));
}

/** @throws {Error} If the value is not a string, or cannot be used. The error does not show a secret. */
function buildPart(name: string, text: unknown, put: () => Reader.Part, secretPlace?: number): string {
  if (Array.isArray(text)) {
    throw programError(`filters.${name} needs a string, not a list. ${adviceOnList(name)}`);
  }
  if (typeof text !== "string") {
    throw programError(
      `filters.${name} needs a string, not ${text === null ? "null" : typeof text}. Pass a group name or a filter.`,
    );
  }
  const part = put();
  if ("text" in part) {
    return part.text;
  }
  const why = "why" in part ? part.why : [part.message, part.suggestion].filter(Boolean).join(". ");
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  throw programError(
    secretPlace === undefined
      ? `filters.${name} cannot use ${JSON.stringify(shown)}: ${why}.`
      : `filters.${name} cannot use argument ${secretPlace}: its value is a secret, so the reason is not shown. ` +
          "Run `pulumi-confluent-sso validate` on the value.",
  );
}

function adviceOnList(name: string): string {
  return name === "anyOf" || name === "allOf"
    ? `Spread it: filters.${name}(...names).`
    : "Combine its items with filters.anyOf(...names) or filters.allOf(...names).";
}

/** Returns an error with a stack trace, which shows where the program calls the builder. */
function programError(message: string): Error {
  return new Error(withCode(message, "program"));
}

/** Loads the code that reads filters, which programs without builders do not need. */
function loadFilterModule(): typeof Reader {
  return createRequire(__filename)("../provider/filter") as typeof Reader;
}

import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { withCode } from "../provider/errors/errorCodes";
import type * as Reader from "../provider/filter";

/** A computed part makes a computed filter: an Output, known when all its parts are and secret when one of them is. */
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
 * Builders of {@link GroupMappingArgs.filter}, which add the quotes and brackets that are needed.
 *
 * ```ts
 * filters.anyOf("kafka-admins", filters.allOf("sre", filters.not("contractors")));
 * // "kafka-admins" in groups || "sre" in groups && !("contractors" in groups)
 * ```
 *
 * Each returns a `string` if all its parts are plain, and an `Output<string>` otherwise. A text is an expression if it clearly
 * looks like one, and otherwise a group name, as in a mapping. `filters.group` is always a group name.
 */
export const filters = { group, anyOf, allOf, not, raw, everyone: "true" } as const;

/**
 * Users who are in the group, whatever its name holds: quotes, backslashes, new lines, emoji.
 *
 * @param name the group's identifier as the identity provider sends it, case- and space-sensitive
 * @throws {Error} If no group can have the name: it is empty, or contains half a character.
 */
function group<Name extends pulumi.Input<string>>(name: Name): FilterOf<[Name]> {
  return build("group", [name], (text) => loadFilterModule().groupExpression(text)) as FilterOf<[Name]>;
}

/**
 * Users whom one of the filters matches, or several.
 *
 * @throws {Error} If no filter is passed, or one of them is invalid.
 */
function anyOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("anyOf", "||", parts) as FilterOf<Parts>;
}

/**
 * Users whom all filters match.
 *
 * @throws {Error} If no filter is passed, or one of them is invalid.
 */
function allOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("allOf", "&&", parts) as FilterOf<Parts>;
}

/**
 * Users whom the filter does not match.
 *
 * @throws {Error} If it is invalid.
 */
function not<Part extends pulumi.Input<string>>(part: Part): FilterOf<[Part]> {
  return build("not", [part], (text) =>
    loadFilterModule().oppositeOf(text, builtTexts.has(text)),
  ) as FilterOf<[Part]>;
}

/**
 * A CEL expression of your own, to the letter.
 *
 * @throws Error If it is not CEL.
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
  // One alone is joined to nothing: the loosest joint asks for the fewest brackets.
  const among = parts.length === 1 ? "||" : joint;
  const operand = (text: string) => loadFilterModule().operandOf(text, among, builtTexts.has(text));
  return build(name, parts, operand, ` ${joint} `);
}

/** What the builders have returned: expressions, also if they would be read as a group's identifier, as `!claims.a` would. */
const builtTexts = new Set<string>();

/** Joins the parts: at once if all are plain text, and otherwise when they are known. */
function build(
  name: string,
  parts: readonly pulumi.Input<string>[],
  toPart: (text: string) => Reader.Part,
  joint = "",
): pulumi.Input<string> {
  // A list is not a computed text but a mistake: the error is thrown at once.
  const isPlain = (part: unknown): part is string =>
    typeof part !== "object" || part === null || Array.isArray(part);
  const put = (texts: readonly string[], areSecret: readonly boolean[] = []) => {
    const text = texts
      .map((one, index) => buildPart(name, one, () => toPart(one), areSecret[index] ? index + 1 : undefined))
      .join(joint);
    // A bare word is a group's identifier wherever it is written.
    if (!/^[\w-]+$/.test(text)) {
      builtTexts.add(text);
    }
    return text;
  };
  if (parts.every(isPlain)) {
    return put(parts);
  }
  // A value that fails is an error of its own.
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
      `filters.${name} needs a string, not ${text === null ? "null" : typeof text}. Give the identifier of a group, or a filter.`,
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

/** An error with a stack trace, which shows where the program calls the builder. */
function programError(message: string): Error {
  return new Error(withCode(message, "program"));
}

/** Loads the code that reads filters, which programs without builders do not need. */
function loadFilterModule(): typeof Reader {
  return createRequire(__filename)("../provider/filter") as typeof Reader;
}

import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
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
 * Texts for {@link GroupMappingArgs.filter}, with quotes and brackets where they have to be.
 *
 * ```ts
 * filters.anyOf("kafka-admins", filters.allOf("sre", filters.not("contractors")));
 * // "kafka-admins" in groups || "sre" in groups && !("contractors" in groups)
 * ```
 *
 * Each gives a `string` where all its parts are plain, and an `Output<string>` where one of them is computed. Wherever a
 * filter is a part of another one, a text counts as it does in a mapping: as an expression where it clearly means one, and
 * else as the identifier of a group. Of a group whose name could be either, `filters.group` leaves no doubt.
 */
export const filters = { group, anyOf, allOf, not, raw, everyone: "true" } as const;

/**
 * Users who are in the group, whatever its name holds: quotes, backslashes, new lines, emoji.
 *
 * @param name the group's identifier as the identity provider sends it, case- and space-sensitive
 * @throws Error where no group can have the name: it is empty or holds half a character
 */
function group<Name extends pulumi.Input<string>>(name: Name): FilterOf<[Name]> {
  return build([name], ([text = ""]) =>
    buildPart("group", text, () => loadFilterModule().groupExpression(text)),
  ) as FilterOf<[Name]>;
}

/**
 * Users whom one of the filters matches, or several.
 *
 * @throws Error where there is none, or one of them cannot be read
 */
function anyOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("anyOf", "||", parts) as FilterOf<Parts>;
}

/**
 * Users whom all filters match.
 *
 * @throws Error where there is none, or one of them cannot be read
 */
function allOf<Parts extends readonly pulumi.Input<string>[]>(
  ...parts: Parts & AtLeastOne<Parts>
): FilterOf<Parts> {
  return chain("allOf", "&&", parts) as FilterOf<Parts>;
}

/**
 * Users whom the filter does not match.
 *
 * @throws Error where it cannot be read
 */
function not<Part extends pulumi.Input<string>>(part: Part): FilterOf<[Part]> {
  return build([part], ([text = ""]) =>
    buildPart("not", text, () => loadFilterModule().oppositeOf(text, builtTexts.has(text))),
  ) as FilterOf<[Part]>;
}

/**
 * A CEL expression of your own, to the letter.
 *
 * @throws Error If it is not CEL.
 */
function raw<Text extends pulumi.Input<string>>(text: Text): FilterOf<[Text]> {
  return build([text], ([expression = ""]) =>
    buildPart("raw", expression, () => {
      const reading = loadFilterModule().readFilter(expression, true);
      return reading.kind === "invalid" ? reading.problem : { text: expression };
    }),
  ) as FilterOf<[Text]>;
}

function chain(
  name: "anyOf" | "allOf",
  joint: Reader.Joint,
  parts: readonly pulumi.Input<string>[],
): pulumi.Input<string> {
  if (parts.length === 0) {
    throw new Error(`filters.${name} needs one filter at least. For all users there is filters.everyone.`);
  }
  // One alone is joined to nothing: the loosest joint asks for the fewest brackets.
  const among = parts.length === 1 ? "||" : joint;
  const operand = (text: string) =>
    buildPart(name, text, () => loadFilterModule().operandOf(text, among, builtTexts.has(text)));
  return build(parts, (texts) => texts.map(operand).join(` ${joint} `));
}

/** What the builders have returned: expressions, also if they would be read as a group's identifier, as `!claims.a` would. */
const builtTexts = new Set<string>();

/** Puts the parts together: at once where all are plain, and else when they are known. */
function build(
  parts: readonly pulumi.Input<string>[],
  put: (texts: readonly string[]) => string,
): pulumi.Input<string> {
  // A list is no computed text, but a mistake: it is told where it was made.
  const isPlain = (part: unknown): part is string =>
    typeof part !== "object" || part === null || Array.isArray(part);
  const putAndKeep = (texts: readonly string[]) => {
    const text = put(texts);
    // A bare word is a group's identifier wherever it is written.
    if (!/^[\w-]+$/.test(text)) {
      builtTexts.add(text);
    }
    return text;
  };
  return parts.every(isPlain) ? putAndKeep(parts) : pulumi.all([...parts]).apply(putAndKeep);
}

/** Says which builder was given what where it cannot be used. In JavaScript, and by an Output, anything may be given. */
function buildPart(name: string, text: unknown, put: () => Reader.Part): string {
  if (Array.isArray(text)) {
    throw new Error(`filters.${name} needs a text, and was given a list. ${adviceOnList(name)}`);
  }
  if (typeof text !== "string") {
    throw new Error(`filters.${name} needs a text, and was given ${text === null ? "null" : typeof text}.`);
  }
  const part = put();
  if (!("text" in part)) {
    const why = "why" in part ? part.why : `${part.message}. ${part.suggestion}`;
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
    throw new Error(`filters.${name} cannot use ${JSON.stringify(shown)}: ${why}.`);
  }
  return part.text;
}

function adviceOnList(name: string): string {
  return name === "anyOf" || name === "allOf"
    ? `Write dots before it: filters.${name}(...names).`
    : "Join what is in it by filters.anyOf(...names) or filters.allOf(...names).";
}

/** What reads filters: programs that build none never load it. */
function loadFilterModule(): typeof Reader {
  return createRequire(__filename)("../provider/filter") as typeof Reader;
}

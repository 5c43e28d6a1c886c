import { closestName } from "../config";
import { INPUT_NAMES, isId, OUTPUT_NAMES, type Properties, textOf, UNKNOWN } from "../wire";

/** A property of the inputs that cannot be right, and why. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: Failure[];
}

/** All that may stand among the arguments of a GroupMapping. */
const ARGUMENT_NAMES = [...INPUT_NAMES, "adoptId", "filterCheck", "allowEveryone"] as const;

/** What a user may have meant by a name that is spelt quite differently. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["name", "displayName"],
  ["desc", "description"],
  ["group", "filter"],
  ["groups", "filter"],
  ["expression", "filter"],
]);

/**
 * Checks a user's inputs without asking anybody, and fills in the default of `description`. Nothing is trimmed or
 * rewritten; values that a preview does not know yet pass untouched.
 *
 * `adoptId` counts only while the resource does not exist: it is taken out of the inputs of one that does, so that neither
 * the same one nor its removal is a change. `filterCheck` and `allowEveryone` never stand among the inputs: they are about
 * the check alone.
 *
 * @param olds the inputs of the last run; empty where the resource does not exist
 * @returns the inputs, and all that is wrong with them; never throws
 */
export function checkInputs(olds: Properties, news: Properties): CheckResult {
  const { adoptId, filterCheck, allowEveryone, ...declared } = withoutInternal(news);
  const inputs = { ...declared, description: declared["description"] ?? "" };
  return {
    inputs: isNew(olds) && isGiven(adoptId) ? { ...inputs, adoptId } : inputs,
    failures: [
      ...required("displayName", inputs, "the name that the mapping has in the Console"),
      ...required(
        "filter",
        inputs,
        'the groups it maps: a group\'s identifier, or a condition such as "kafka" in groups',
      ),
      ...text("description", inputs),
      ...adoption(olds, adoptId),
      ...filterArguments(filterCheck, allowEveryone),
      ...Object.keys(declared).flatMap(unknownProperty),
    ],
  };
}

/** Whether the resource does not exist yet. */
export function isNew(olds: Properties): boolean {
  return Object.keys(withoutInternal(olds)).length === 0;
}

/** Without what no user writes: `__provider`, and what the class of any version of this package passes in that way. */
function withoutInternal(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith("__")));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function adoption(olds: Properties, adoptId: unknown): Failure[] {
  const property = "adoptId";
  if (!isGiven(adoptId) || adoptId === UNKNOWN) {
    return [];
  }
  if (typeof adoptId !== "string") {
    return text(property, { adoptId });
  }
  if (!isId(adoptId)) {
    const why =
      "is not the id of a group mapping: an id looks like group-abc123. Remove it to create a mapping.";
    return [{ property, reason: `${property} ${why}` }];
  }
  const adopted = textOf(olds[property]) ?? adoptId;
  return adopted === adoptId ? [] : [{ property, reason: adoptIdMismatch(adoptId, adopted) }];
}

function filterArguments(filterCheck: unknown, allowEveryone: unknown): Failure[] {
  const failures: Failure[] = [];
  if (![UNKNOWN, "warn", "error", undefined, null].some((value) => value === filterCheck)) {
    const reason = `filterCheck must be "warn" or "error", not ${JSON.stringify(filterCheck)}: a resource can only be stricter than confluent-sso:filterCheck.`;
    failures.push({ property: "filterCheck", reason });
  }
  if (![UNKNOWN, true, false, undefined, null].some((value) => value === allowEveryone)) {
    const reason = `allowEveryone must be true or false, not ${kindOf(allowEveryone)}.`;
    failures.push({ property: "allowEveryone", reason });
  }
  return failures;
}

/** What is wrong with an `adoptId` that names another mapping than the resource's own. */
export function adoptIdMismatch(adoptId: string, id: string): string {
  return (
    `adoptId names ${adoptId}, but this resource manages ${id} already, and one resource manages one mapping. ` +
    `Remove adoptId; to manage ${adoptId} too, declare another resource with it.`
  );
}

function required(property: string, inputs: Properties, what: string): Failure[] {
  const value = inputs[property];
  if (!isGiven(value)) {
    return [{ property, reason: `${property} is missing: ${what}.` }];
  }
  if (typeof value === "string" && value.trim() === "") {
    return [{ property, reason: `${property} is ${value === "" ? "empty" : "blank"}: give ${what}.` }];
  }
  return text(property, inputs);
}

function text(property: string, inputs: Properties): Failure[] {
  const value = inputs[property];
  return value === UNKNOWN || typeof value === "string"
    ? []
    : [{ property, reason: `${property} must be a string, not ${kindOf(value)}.` }];
}

function unknownProperty(property: string): Failure[] {
  if (ARGUMENT_NAMES.some((name) => name === property)) {
    return [];
  }
  if (["id", ...OUTPUT_NAMES].includes(property)) {
    return [{ property, reason: `${property} is an output: the API sets it. Remove it from the arguments.` }];
  }
  const bare = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
  const maxDistance = Math.min(3, Math.floor(property.length / 3));
  const near = OTHER_NAMES.get(bare(property)) ?? closestName(property, ARGUMENT_NAMES, bare, maxDistance);
  const advice =
    near === undefined ? `Its properties are ${ARGUMENT_NAMES.join(", ")}.` : `Did you mean ${near}?`;
  // The engine prints the value of a property that it is told the name of.
  const shown = /secret|password|token|key/i.test(property) ? "" : property;
  return [{ property: shown, reason: `${property} is not a property of a GroupMapping. ${advice}` }];
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

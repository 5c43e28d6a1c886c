import { closestName } from "../config";
import { INPUT_NAMES, isId, OUTPUT_NAMES, type Properties, textOf, UNKNOWN } from "../wire";

/** An invalid property of the inputs. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: Failure[];
}

/** The arguments of a GroupMapping. */
const ARGUMENT_NAMES = [...INPUT_NAMES, "adoptId", "filterCheck", "allowEveryone"] as const;

/** The arguments that users may mean by names with a different spelling. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["name", "displayName"],
  ["desc", "description"],
  ["group", "filter"],
  ["groups", "filter"],
  ["expression", "filter"],
]);

/**
 * Checks the arguments of a resource without a request, and adds the default of `description`. Values are not trimmed or
 * rewritten. Values that a preview does not know yet are valid.
 *
 * `adoptId` is used only when the resource is created. It is removed from the inputs of an existing resource, so that
 * keeping or removing the argument is not a change. `filterCheck` and `allowEveryone` are never inputs, because they
 * control only this check.
 *
 * @param olds the inputs of the last run; empty if the resource does not exist
 * @returns the inputs and all failures
 */
export function checkInputs(olds: Properties, news: Properties): CheckResult {
  const { adoptId, filterCheck, allowEveryone, ...declared } = withoutInternal(news);
  const inputs = { ...declared, description: declared["description"] ?? "" };
  return {
    inputs: isNew(olds) && isGiven(adoptId) ? { ...inputs, adoptId } : inputs,
    failures: [
      ...required("displayName", inputs, "the name of the mapping in the Console"),
      ...required("filter", inputs, 'a group name, or a CEL expression such as "kafka" in groups'),
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

/** Removes the properties that users do not write: `__provider`, and those that the class of any version of this package adds. */
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
      "is not the id of a group mapping. An id looks like group-abc123. To create a mapping, remove adoptId.";
    return [{ property, reason: `${property} ${why}` }];
  }
  const adopted = textOf(olds[property]) ?? adoptId;
  return adopted === adoptId ? [] : [{ property, reason: adoptIdMismatch(adoptId, adopted) }];
}

function filterArguments(filterCheck: unknown, allowEveryone: unknown): Failure[] {
  const failures: Failure[] = [];
  if (![UNKNOWN, "warn", "error", undefined, null].some((value) => value === filterCheck)) {
    // A number or a part of an object can be a secret that is not recognized in a message.
    const isShown = ["string", "boolean"].includes(typeof filterCheck);
    const given = isShown ? JSON.stringify(filterCheck) : kindOf(filterCheck);
    const reason = `filterCheck must be "warn" or "error", not ${given}: a resource can only be stricter than confluent-sso:filterCheck.`;
    failures.push({ property: "filterCheck", reason });
  }
  if (![UNKNOWN, true, false, undefined, null].some((value) => value === allowEveryone)) {
    const reason = `allowEveryone must be true or false, not ${kindOf(allowEveryone)}.`;
    failures.push({ property: "allowEveryone", reason });
  }
  return failures;
}

/** Returns the message for an `adoptId` that is not the id of the resource's own mapping. */
export function adoptIdMismatch(adoptId: string, id: string): string {
  return (
    `adoptId is ${adoptId}, but this resource already manages ${id}, and a resource manages only one mapping. ` +
    `Remove adoptId. To manage ${adoptId} too, declare another resource with that adoptId.`
  );
}

function required(property: string, inputs: Properties, what: string): Failure[] {
  const value = inputs[property];
  if (!isGiven(value)) {
    return [{ property, reason: `${property} is missing. Set it to ${what}.` }];
  }
  if (typeof value === "string" && value.trim() === "") {
    return [{ property, reason: `${property} is ${value === "" ? "empty" : "blank"}. Set it to ${what}.` }];
  }
  return text(property, inputs);
}

function text(property: string, inputs: Properties): Failure[] {
  const value = inputs[property];
  const advice =
    property === "filter" && typeof value === "boolean" ? ` In YAML, write filter: "${value}".` : "";
  return value === UNKNOWN || typeof value === "string"
    ? []
    : [{ property, reason: `${property} must be a string, not ${kindOf(value)}.${advice}` }];
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
  // The engine prints the value of the property that a failure names.
  const shown = /secret|password|token|key/i.test(property) ? "" : property;
  return [{ property: shown, reason: `${property} is not a property of a GroupMapping. ${advice}` }];
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

import { closest, distance } from "fastest-levenshtein";
import { INPUT_NAMES, OUTPUT_NAMES, type Properties, UNKNOWN } from "./state";

/** A property of the inputs that cannot be right, and why. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: Record<string, unknown>;
  readonly failures: Failure[];
}

/** What a user may have meant by a name that is spelt quite differently. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["name", "displayName"],
  ["display", "displayName"],
  ["title", "displayName"],
  ["desc", "description"],
  ["group", "filter"],
  ["groups", "filter"],
  ["expression", "filter"],
]);

/**
 * Checks a user's inputs without asking anybody, and fills in the default of `description`. Nothing is trimmed or
 * rewritten; values that a preview does not know yet pass untouched.
 *
 * @returns the inputs, and all that is wrong with them; never throws
 */
export function check(news: Properties): CheckResult {
  const declared = Object.fromEntries(Object.entries(news).filter(([name]) => name !== "__provider"));
  const inputs = { ...declared, description: declared["description"] ?? "" };
  return {
    inputs,
    failures: [
      ...required("displayName", inputs, "the name that the mapping has in the Console"),
      ...required(
        "filter",
        inputs,
        'the groups it maps: a group\'s identifier, or a condition such as "kafka" in groups',
      ),
      ...text("description", inputs),
      ...Object.keys(declared).flatMap(unknownProperty),
    ],
  };
}

function required(property: string, inputs: Properties, what: string): Failure[] {
  const value = inputs[property];
  if (value === undefined || value === null) {
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
  const known: readonly string[] = INPUT_NAMES;
  if (known.includes(property)) {
    return [];
  }
  if (OUTPUT_NAMES.some((name) => name === property) || property === "id") {
    return [{ property, reason: `${property} is an output: the API sets it. Remove it from the arguments.` }];
  }
  const near = nearest(property);
  return [
    {
      // The engine prints the value of a property that it is told the name of.
      property: /secret|password|token|key/i.test(property) ? "" : property,
      reason:
        `${property} is not a property of a GroupMapping. ` +
        (near === undefined ? `Its properties are ${INPUT_NAMES.join(", ")}.` : `Did you mean ${near}?`),
    },
  ];
}

/** The property that a misspelt name is near to: `display_name` and `DisplayName` are displayName. */
function nearest(property: string): string | undefined {
  const bare = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");
  const other = OTHER_NAMES.get(bare(property));
  if (other !== undefined) {
    return other;
  }
  const near = closest(bare(property), INPUT_NAMES.map(bare));
  return distance(bare(property), near) <= Math.min(3, Math.floor(property.length / 3))
    ? INPUT_NAMES.find((name) => bare(name) === near)
    : undefined;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}

import type { AnsweredMapping } from "./decode";
import type { CreateGroupMapping, UpdateGroupMapping } from "./groupMapping";

/** What a user declares, as check leaves it. */
export interface Inputs {
  readonly displayName: string;
  readonly description: string;
  readonly filter: string;
}

/** What Pulumi stores: the inputs as the API answered them, and what only the API knows. */
export interface State extends Inputs {
  readonly principal?: string;
  readonly state?: string;
  /** The CRN. */
  readonly resourceName?: string;
  /** RFC 3339. */
  readonly createdAt?: string;
  /** RFC 3339. */
  readonly updatedAt?: string;
}

/** Properties as the host hands them over: of any version, with `__provider`, in previews with unknowns. */
export type Properties = Readonly<Record<string, unknown>>;

/** The inputs by name, in the order in which a user reads them. */
export const INPUT_NAMES = [
  "displayName",
  "description",
  "filter",
] as const satisfies readonly (keyof Inputs)[];

/** The outputs that are no inputs. */
export const OUTPUT_NAMES = [
  "principal",
  "state",
  "resourceName",
  "createdAt",
  "updatedAt",
] as const satisfies readonly (keyof State)[];

/**
 * What the engine sends for a value that a preview does not know yet: `pulumi.runtime.unknownValue`. Written out, for
 * loading @pulumi/pulumi here would cost every unit test half a second; a test holds the two equal.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const WIRE_NAMES = {
  displayName: "display_name",
  description: "description",
  filter: "filter",
} as const satisfies Record<keyof Inputs, keyof CreateGroupMapping>;

/** The inputs among `properties`; nothing else, `__provider` least of all. What is no text counts as "". */
export function inputsOf(properties: Properties): Inputs {
  return {
    displayName: textOf(properties["displayName"]) ?? "",
    description: textOf(properties["description"]) ?? "",
    filter: textOf(properties["filter"]) ?? "",
  };
}

/** The body of a POST: all three properties, always. */
export function toWire(inputs: Inputs): CreateGroupMapping {
  return { display_name: inputs.displayName, description: inputs.description, filter: inputs.filter };
}

/** The inputs that differ between the state and the wish. A state without a description holds an empty one. */
export function changedInputs(olds: Properties, news: Properties): (keyof Inputs)[] {
  return INPUT_NAMES.filter((name) => (olds[name] ?? defaultOf(name)) !== (news[name] ?? defaultOf(name)));
}

/** The body of a PATCH: what differs and nothing else. */
export function toPatch(olds: Properties, news: Properties): UpdateGroupMapping {
  const wish = inputsOf(news);
  return Object.fromEntries(changedInputs(olds, news).map((name) => [WIRE_NAMES[name], wish[name]]));
}

/**
 * The state after the answer to a write. What the answer leaves out or leaves empty never overwrites what is known.
 *
 * The result is a new object of JSON values only: the host writes into what it is given, and a single `undefined` in it
 * would fail the call after the request was carried out.
 */
export function stateAfterWrite(answer: AnsweredMapping, inputs: Inputs, known: Properties = {}): State {
  return {
    displayName: filled(answer.display_name) ?? inputs.displayName,
    description: filled(answer.description) ?? inputs.description,
    filter: filled(answer.filter) ?? inputs.filter,
    ...outputsAfter(answer, known),
  };
}

/** The state after a read: the inputs are what was read, an empty text included. A new object, as above. */
export function stateAfterRead(inputs: Inputs, answer: AnsweredMapping, known: Properties): State {
  return { ...inputs, ...outputsAfter(answer, known) };
}

/** `GroupMapping.get` hands over no state: a mapping that was managed has a display name and a filter. */
export function isLookup(properties: Properties): boolean {
  return properties["displayName"] === undefined && properties["filter"] === undefined;
}

/** A text among properties of any kind. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function outputsAfter(answer: AnsweredMapping, known: Properties): Partial<State> {
  const answered = {
    principal: answer.principal,
    state: answer.state,
    resourceName: answer.metadata?.resource_name,
    createdAt: answer.metadata?.created_at,
    updatedAt: answer.metadata?.updated_at,
  } satisfies Record<(typeof OUTPUT_NAMES)[number], string | undefined>;
  const outputs = OUTPUT_NAMES.map((name) => [name, filled(answered[name]) ?? textOf(known[name])] as const);
  return Object.fromEntries(outputs.filter(([, value]) => value !== undefined));
}

function filled(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function defaultOf(name: keyof Inputs): string | undefined {
  return name === "description" ? "" : undefined;
}

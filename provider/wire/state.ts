import type { PartialGroupMapping } from "./decode";
import type { CreateGroupMapping, UpdateGroupMapping } from "./groupMapping";
import { nonEmpty, textOf } from "./json";
import { INPUTS, OUTPUTS, type Outputs, type WirePath } from "./properties";

/** What a user declares, as check leaves it. */
export type Inputs = { readonly [Name in keyof typeof INPUTS]: string };

/** What Pulumi stores: the inputs as the API answered them, and what only the API knows. */
export interface State extends Inputs, Partial<Outputs> {}

/** Properties as the host hands them over: of any version, with `__provider`, in previews with unknowns. */
export type Properties = Readonly<Record<string, unknown>>;

export const INPUT_NAMES = Object.keys(INPUTS) as readonly (keyof Inputs)[];
export const OUTPUT_NAMES = Object.keys(OUTPUTS) as readonly (keyof Outputs)[];

/**
 * What the engine sends for a value that a preview does not know yet: `pulumi.runtime.unknownValue`. Written out, for
 * loading @pulumi/pulumi here would cost every unit test half a second; a test holds the two equal.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

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
  return INPUT_NAMES.filter((name) => {
    const standard = name === "description" ? "" : undefined;
    return (olds[name] ?? standard) !== (news[name] ?? standard);
  });
}

/** The body of a PATCH: what differs and nothing else. */
export function toPatch(olds: Properties, news: Properties): UpdateGroupMapping {
  const wish = inputsOf(news);
  return Object.fromEntries(changedInputs(olds, news).map((name) => [INPUTS[name][0], wish[name]]));
}

/**
 * The state after the response to a write. What the response leaves out or leaves empty never overwrites what is known.
 * It is a new object without undefined: the host writes into it, and undefined would fail the call after the request.
 */
export function stateAfterWrite(
  response: PartialGroupMapping,
  inputs: Inputs,
  known: Properties = {},
): State {
  return {
    displayName: nonEmpty(response.display_name) ?? inputs.displayName,
    description: nonEmpty(response.description) ?? inputs.description,
    filter: nonEmpty(response.filter) ?? inputs.filter,
    ...outputsAfter(response, known),
  };
}

/** The state after a read: the inputs are what was read, an empty text included. A new object, as above. */
export function stateAfterRead(inputs: Inputs, response: PartialGroupMapping, known: Properties): State {
  return { ...inputs, ...outputsAfter(response, known) };
}

/** `GroupMapping.get` hands over no state: a mapping that was managed has a display name and a filter. */
export function isLookup(properties: Properties): boolean {
  return properties["displayName"] === undefined && properties["filter"] === undefined;
}

function outputsAfter(response: PartialGroupMapping, known: Properties): Partial<Outputs> {
  const outputs = OUTPUT_NAMES.map((name) => {
    const path: WirePath = OUTPUTS[name];
    const received = path.length === 1 ? response[path[0]] : response.metadata?.[path[1]];
    return [name, nonEmpty(received) ?? textOf(known[name])] as const;
  });
  return Object.fromEntries(outputs.filter(([, value]) => value !== undefined));
}

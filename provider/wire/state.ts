import type { PartialGroupMapping } from "./decode";
import type { CreateGroupMapping, UpdateGroupMapping } from "./groupMapping";
import { nonEmpty, textOf } from "./json";
import { INPUTS, OUTPUTS, type Outputs, type WirePath } from "./properties";

/** The declared inputs, as returned by `check`. */
export type Inputs = { readonly [Name in keyof typeof INPUTS]: string };

/** The state that Pulumi stores: the inputs as the API returned them, and the outputs. */
export interface State extends Inputs, Partial<Outputs> {}

/** Properties from the host: of any version, with `__provider`, and in previews with unknowns. */
export type Properties = Readonly<Record<string, unknown>>;

export const INPUT_NAMES = Object.keys(INPUTS) as readonly (keyof Inputs)[];
export const OUTPUT_NAMES = Object.keys(OUTPUTS) as readonly (keyof Outputs)[];

/** The engine's placeholder for a value that is unknown during a preview: a copy of `pulumi.runtime.unknownValue`, which loads slowly. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Returns only the inputs, in particular without `__provider`. A value that is not a string becomes "". */
export function inputsOf(properties: Properties): Inputs {
  return {
    displayName: textOf(properties["displayName"]) ?? "",
    description: textOf(properties["description"]) ?? "",
    filter: textOf(properties["filter"]) ?? "",
  };
}

/** Returns the body of a POST, which always has all three properties. */
export function toWire(inputs: Inputs): CreateGroupMapping {
  return { display_name: inputs.displayName, description: inputs.description, filter: inputs.filter };
}

/** Returns the inputs that differ between the state and the program. A missing description equals an empty one. */
export function changedInputs(olds: Properties, news: Properties): (keyof Inputs)[] {
  return INPUT_NAMES.filter((name) => {
    const standard = name === "description" ? "" : undefined;
    return (olds[name] ?? standard) !== (news[name] ?? standard);
  });
}

/** Returns the body of a PATCH: only the properties that differ. */
export function toPatch(olds: Properties, news: Properties): UpdateGroupMapping {
  const wish = inputsOf(news);
  return Object.fromEntries(changedInputs(olds, news).map((name) => [INPUTS[name][0], wish[name]]));
}

/**
 * Returns the state after a write. A property that is missing or empty in the response never overwrites a known value.
 * The result is a new object without undefined: the host modifies it, and undefined would fail the call after the request.
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

/** Returns the state after a read, with the inputs that were read, even empty ones. A new object, as above. */
export function stateAfterRead(inputs: Inputs, response: PartialGroupMapping, known: Properties): State {
  return { ...inputs, ...outputsAfter(response, known) };
}

/** Whether `GroupMapping.get` is the caller: it passes no state, and a managed mapping has a display name and a filter. */
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

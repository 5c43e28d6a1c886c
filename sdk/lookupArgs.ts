import type * as pulumi from "@pulumi/pulumi";
import type { GetGroupMappingResult } from "../provider/lookups";
import { runError } from "./runError";

type LookupKey<Text> =
  | {
      /** The mapping's id, `group-…` as a rule. */
      readonly id: Text;
      readonly displayName?: undefined;
    }
  | {
      /** The name that the Console shows, letter by letter. Exactly one mapping must have it. */
      readonly displayName: Text;
      readonly id?: undefined;
    };

/** Which mapping to look up: by its id or by its display name, one of them. */
export type GetGroupMappingArgs = LookupKey<string>;

/** The same with Inputs. */
export type GetGroupMappingOutputArgs = LookupKey<pulumi.Input<string>>;

/** Which mappings to look up. Default: all. */
export interface GetGroupMappingsArgs {
  /** Only those with this display name, letter by letter. */
  readonly displayName?: string | undefined;
  /** Only those that it answers `true` for. */
  readonly filter?: ((mapping: GetGroupMappingResult) => boolean) | undefined;
}

/** The same with Inputs. */
export interface GetGroupMappingsOutputArgs extends Omit<GetGroupMappingsArgs, "displayName"> {
  /** Only those with this display name, letter by letter. */
  readonly displayName?: pulumi.Input<string> | undefined;
}

/**
 * The one property that is given, for in JavaScript, and by an empty configuration value, anything may be.
 *
 * @throws pulumi.RunError
 */
export function parseLookupKey(args: GetGroupMappingArgs): { id: string } | { displayName: string } {
  const given = givenIn("getGroupMapping", args, ["id", "displayName"]);
  const [[name, value] = [], ...others] = Object.entries(given);
  if (others.length > 0 || !isFilled(value)) {
    throw runError(
      "getGroupMapping needs either an id, such as group-abc123, or a displayName: one of them, and not an empty one.",
    );
  }
  return name === "id" ? { id: value } : { displayName: value };
}

/** @throws pulumi.RunError where `args` would restrict the result to something that nobody meant */
export function validateListArgs(args: GetGroupMappingsArgs): void {
  const { displayName } = givenIn("getGroupMappings", args, ["displayName", "filter"]);
  if (displayName !== undefined && !isFilled(displayName)) {
    throw runError(
      "displayName of getGroupMappings is empty or no text. Leave it out to get all group mappings.",
    );
  }
}

/** What is given, without what is undefined. */
function givenIn(name: string, args: object, known: readonly string[]): Record<string, unknown> {
  const given = Object.entries({ ...args }).filter(([, value]) => value !== undefined);
  const unknown = given.map(([key]) => key).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw runError(`${name} knows ${known.join(" and ")}, not ${unknown}.`);
  }
  return Object.fromEntries(given);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

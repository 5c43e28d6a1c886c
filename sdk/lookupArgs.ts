import type * as pulumi from "@pulumi/pulumi";
import type { GetGroupMappingResult } from "../provider/lookups";
import { runError } from "./runError";

type LookupKey<Text> =
  | {
      /** The id of the mapping, usually `group-…`. */
      readonly id: Text;
      readonly displayName?: undefined;
    }
  | {
      /** The exact name that the Console shows. Exactly one mapping must have it. */
      readonly displayName: Text;
      readonly id?: undefined;
    };

/** Which mapping to look up: either by its id, or by its display name. */
export type GetGroupMappingArgs = LookupKey<string>;

/** Like {@link GetGroupMappingArgs}, with Inputs. */
export type GetGroupMappingOutputArgs = LookupKey<pulumi.Input<string>>;

/** Which mappings to look up. Default: all. */
export interface GetGroupMappingsArgs {
  /** Only mappings with exactly this display name. */
  readonly displayName?: string | undefined;
  /** Only mappings for which it returns `true`. */
  readonly filter?: ((mapping: GetGroupMappingResult) => boolean) | undefined;
}

/** Like {@link GetGroupMappingsArgs}, with Inputs. */
export interface GetGroupMappingsOutputArgs extends Omit<GetGroupMappingsArgs, "displayName"> {
  /** Only mappings with exactly this display name. */
  readonly displayName?: pulumi.Input<string> | undefined;
}

/**
 * Returns the one property that is given. JavaScript programs and empty configuration values can pass anything.
 *
 * @throws {pulumi.RunError} If there is not exactly one property, or it is empty.
 */
export function parseLookupKey(args: GetGroupMappingArgs): { id: string } | { displayName: string } {
  const given = givenIn("getGroupMapping", args, ["id", "displayName"]);
  const [[name, value] = [], ...others] = Object.entries(given);
  if (others.length > 0 || !isFilled(value)) {
    throw runError(
      "getGroupMapping needs either an id, such as group-abc123, or a displayName, but not both. It must not be empty.",
    );
  }
  return name === "id" ? { id: value } : { displayName: value };
}

/** @throws {pulumi.RunError} If `args` contains an unknown property or an empty display name. */
export function validateListArgs(args: GetGroupMappingsArgs): void {
  const { displayName } = givenIn("getGroupMappings", args, ["displayName", "filter"]);
  if (displayName !== undefined && !isFilled(displayName)) {
    throw runError(
      "displayName of getGroupMappings must be a string that is not empty. Omit it to get all group mappings.",
    );
  }
}

/** Returns the properties that are not undefined. */
function givenIn(name: string, args: object, known: readonly string[]): Record<string, unknown> {
  const given = Object.entries({ ...args }).filter(([, value]) => value !== undefined);
  const unknown = given.map(([key]) => key).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw runError(`${name} accepts ${known.join(" and ")}, not ${unknown}.`);
  }
  return Object.fromEntries(given);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

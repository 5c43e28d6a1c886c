import * as pulumi from "@pulumi/pulumi";
import type { GetGroupMappingResult } from "../provider/lookups";
import { isMocked } from "./programChecks";
import {
  hideInErrors,
  type LookupOptions,
  lookupsFor,
  mockedMapping,
  mockedMappings,
  settingsFor,
} from "./programLookups";
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
 * Looks up one mapping. This is not a resource: nothing is stored in the state.
 *
 * ```ts
 * const { roleBindingPrincipal } = await getGroupMapping({ displayName: "Kafka administrators" });
 * ```
 *
 * All lookups of a run share one list of the organization. If the list does not contain the mapping, for example because
 * the program has just created it, the lookup requests it once more.
 *
 * @throws {pulumi.RunError} If no mapping matches, or several do (the error lists their ids); if the settings are invalid
 * or the API does not respond; in a preview, if an argument of `opts.provider` is not known yet.
 */
export async function getGroupMapping(
  args: GetGroupMappingArgs,
  opts: LookupOptions = {},
): Promise<GetGroupMappingResult> {
  const wanted = parseLookupKey(args);
  if (isMocked()) {
    return mockedMapping(wanted, opts);
  }
  return lookupsFor(opts, (lookups) =>
    "id" in wanted ? lookups.byId(wanted.id) : lookups.byDisplayName(wanted.displayName),
  );
}

/**
 * Looks up one mapping like {@link getGroupMapping}, with Inputs. The Output is secret if the argument is, and unknown in
 * a preview if the argument or an argument of `opts.provider` is.
 */
export function getGroupMappingOutput(
  args: GetGroupMappingOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetGroupMappingResult> {
  const wanted = pulumi.output(args);
  // A failed Output reports its own error.
  const isSecret = pulumi.isSecret(wanted).catch(() => true);
  return pulumi.all([wanted, isSecret, settingsFor(opts)]).apply(([key, hide]) => {
    hideInErrors(hide ? Object.values(parseLookupKey(key)) : []);
    return getGroupMapping(key, opts);
  });
}

/**
 * Looks up all mappings of the organization, or those that match, in the order of the API's list. The list is read once
 * in each run of the program. It may or may not contain mappings that the program creates.
 *
 * ```ts
 * const kafka = await getGroupMappings({ filter: ({ displayName }) => displayName.startsWith("kafka-") });
 * ```
 *
 * @returns A frozen array, empty if no mapping matches.
 * @throws {pulumi.RunError} If the settings are invalid or the API does not respond; in a preview, if an argument of
 * `opts.provider` is not known yet. Errors of `args.filter` are passed on.
 */
export async function getGroupMappings(
  args: GetGroupMappingsArgs = {},
  opts: LookupOptions = {},
): Promise<readonly GetGroupMappingResult[]> {
  validateListArgs(args);
  const { displayName, filter = () => true } = args;
  const found = isMocked()
    ? await mockedMappings(displayName, opts)
    : (await lookupsFor(opts, (lookups) => lookups.all())).filter(
        (mapping) => displayName === undefined || mapping.displayName === displayName,
      );
  return Object.freeze(found.filter((mapping) => filter(mapping)));
}

/**
 * Looks up mappings like {@link getGroupMappings}, with Inputs. The Output is secret if the display name is, and unknown
 * in a preview if the display name or an argument of `opts.provider` is.
 */
export function getGroupMappingsOutput(
  args: GetGroupMappingsOutputArgs = {},
  opts: LookupOptions = {},
): pulumi.Output<readonly GetGroupMappingResult[]> {
  return pulumi
    .all([pulumi.output(args), settingsFor(opts)])
    .apply(([wanted]) => getGroupMappings(wanted, opts));
}

/** Returns the one property that is given. JavaScript programs can pass anything. @throws {pulumi.RunError} If it is not one. */
function parseLookupKey(args: GetGroupMappingArgs): { id: string } | { displayName: string } {
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
function validateListArgs(args: GetGroupMappingsArgs): void {
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

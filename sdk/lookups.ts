import * as pulumi from "@pulumi/pulumi";
import type { GetGroupMappingResult } from "../provider/lookups";
import {
  type GetGroupMappingArgs,
  type GetGroupMappingOutputArgs,
  type GetGroupMappingsArgs,
  type GetGroupMappingsOutputArgs,
  validateListArgs,
  parseLookupKey,
} from "./lookupArgs";
import { isMocked, mockedMapping, mockedMappings } from "./mockedLookups";
import { hideInErrors, type LookupOptions, lookupsFor, settingsFor } from "./programLookups";

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

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
import { type LookupOptions, lookupsFor, settingsFor } from "./programLookups";

/**
 * Looks up one mapping that exists already, in the program itself: no resource, nothing in the state.
 *
 * ```ts
 * const { roleBindingPrincipal } = await getGroupMapping({ displayName: "Kafka administrators" });
 * ```
 *
 * One list of the organisation, read once in each run of the program, serves all look-ups. What it lacks, because the
 * program itself has just created it, say, is looked for once more.
 *
 * @throws Error where no mapping is the one that is meant, or several are (it names their ids); where the settings
 * cannot be used or the API does not answer; in a preview where an argument of `opts.provider` is not known yet
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
 * The same with Inputs, as an Output: a secret where the argument is one, and not known in a preview where the argument
 * or an argument of `opts.provider` is not known yet.
 */
export function getGroupMappingOutput(
  args: GetGroupMappingOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetGroupMappingResult> {
  return pulumi
    .all([pulumi.output(args), settingsFor(opts)])
    .apply(([wanted]) => getGroupMapping(wanted, opts));
}

/**
 * Looks up all mappings of the organisation, or those that are asked for; in the order of the API's list. None is no error. The
 * list is read once in each run of the program: what the program itself creates may be in it or not.
 *
 * ```ts
 * const kafka = await getGroupMappings({ filter: ({ displayName }) => displayName.startsWith("kafka-") });
 * ```
 *
 * @returns a frozen array
 * @throws Error where the settings cannot be used or the API does not answer; whatever `args.filter` throws; in a preview
 * where an argument of `opts.provider` is not known yet
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
 * The same with Inputs, as an Output: a secret where the display name is one, and not known in a preview where it or an
 * argument of `opts.provider` is not known yet.
 */
export function getGroupMappingsOutput(
  args: GetGroupMappingsOutputArgs = {},
  opts: LookupOptions = {},
): pulumi.Output<readonly GetGroupMappingResult[]> {
  return pulumi
    .all([pulumi.output(args), settingsFor(opts)])
    .apply(([wanted]) => getGroupMappings(wanted, opts));
}

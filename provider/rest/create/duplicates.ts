import type { CreateGroupMapping, IdentifiedMapping, MappingList } from "../../wire";
import { adoptHint, failurePrefix, messageOf, ProviderError, type RequestContext } from "../../errors";
import type { GroupMappings, SameFilter } from "../mappings";
import type { DuplicatesSetting, SourceKind } from "../../config";
import { untilTimeout, withoutTimeout } from "../operationLimits";
import { comparisonOf, type IncomparableItem, isIdentical } from "./comparison";

/** The organization has an identical mapping that this process did not create. */
export class DuplicateError extends ProviderError {
  constructor(action: RequestContext, duplicates: readonly IdentifiedMapping[], setting: DuplicatesSetting) {
    super(
      `${failurePrefix(action)}: ${describeDuplicates(duplicates)}, which this run did not create. Nothing was created.\n` +
        advice(duplicates, setting),
      "duplicate",
    );
  }
}

function describeDuplicates(duplicates: readonly IdentifiedMapping[]): string {
  const ones = duplicates.length === 1 ? "an identical mapping" : "identical mappings";
  return `the organization already has ${ones}, ${duplicates.map(describe).join(", ")}`;
}

/** Returns advice by the cause of the duplicate. A replacement creates the new mapping before it deletes the old one. */
function advice(duplicates: readonly IdentifiedMapping[], { source }: DuplicatesSetting): string {
  return [
    '  - After a rename, give the resource its old name: aliases: [{ name: "<old name>" }].',
    "  - After a move into a component, give it its old parent: aliases: [{ parent: pulumi.rootStackResource }], with its old",
    "    name in the same braces if that changed too.",
    '  - After a move between the class and the provider plugin, give it its old type: aliases: [{ type: "<old type>" }].',
    `  - ${adoptHint(duplicates.map(({ id }) => id))}`,
    "  - With --replace, --target-replace, or replacementTrigger, or to have two identical mappings, allow duplicates:",
    `    ${HOW_TO_ALLOW[source]}.`,
  ].join("\n");
}

const FOR_THIS_RUN = ", and set it back to refuse after the run";

const HOW_TO_ALLOW: Record<SourceKind, string> = {
  "explicit provider": `give its Provider duplicates: "allow"${FOR_THIS_RUN}`,
  "pulumi-nodejs": `pulumi config set pulumi-nodejs:duplicates allow${FOR_THIS_RUN}`,
  "stack configuration": `pulumi config set confluent-sso:duplicates allow${FOR_THIS_RUN}`,
  environment:
    "for one run with the environment variable CONFLUENT_SSO_DUPLICATES=allow, or for the stack with pulumi config set " +
    "confluent-sso:duplicates allow",
};

/** Maximum total time that a preview waits for the API, because the engine checks resources one after the other. */
const MAX_PREVIEW_MS = 10_000;

export type Warn = (text: string) => Promise<void>;

/**
 * Refuses to create a mapping that the organization already has, because a run that was killed after its POST leaves a mapping
 * that is in no state. The list is read once, before the process creates its first mapping. It is read even if duplicates are
 * allowed: after a lost response, it shows which mappings existed before the request.
 */
export class DuplicateGuard {
  private before: Promise<MappingList> | undefined;
  private previewed: Promise<MappingList> | undefined;

  constructor(
    private readonly mappings: Pick<GroupMappings, "reads" | "known" | "organization" | "clock">,
    private readonly setting: DuplicatesSetting,
  ) {}

  /**
   * For a preview: verifies the credentials and their organization, once per process, with the list that {@link check} uses.
   *
   * @param wanted undefined if it is not known yet
   * @param adopted ids of mappings that a resource will adopt
   * @returns a warning if {@link check} would refuse `wanted` now. The run may still delete the other mapping first.
   * @throws {ProviderError} If the list cannot be read within 10 s.
   */
  async preview(
    wanted: CreateGroupMapping | undefined,
    sameFilter: SameFilter,
    adopted: ReadonlySet<string>,
  ): Promise<string | undefined> {
    this.previewed ??= this.readForPreview();
    const { comparable } = comparisonOf(await this.previewed);
    if (wanted === undefined || this.setting.policy === "allow") {
      return undefined;
    }
    const duplicates = this.duplicatesIn(comparable, wanted, sameFilter).filter(({ id }) => !adopted.has(id));
    return duplicates.length === 0
      ? undefined
      : `${JSON.stringify(wanted.display_name)}: ${describeDuplicates(duplicates)}. \`pulumi up\` will not create another one unless it ` +
          `deletes or changes that one first.\n${advice(duplicates, this.setting)}`;
  }

  private async readForPreview(): Promise<MappingList> {
    const { clock, organization, reads } = this.mappings;
    const action: RequestContext = { verb: "list" };
    const read = async () => {
      const list = await reads.all({ endsAt: clock.now() + MAX_PREVIEW_MS });
      await organization.ensureVerified(action);
      return list;
    };
    const end = clock.sleep(MAX_PREVIEW_MS).then(() => {
      const cause = `no complete response within ${MAX_PREVIEW_MS / 1_000} s. Run the command again later.`;
      throw new ProviderError(`${failurePrefix(action)}: ${cause}`, "noResponse");
    });
    const list = await Promise.race([read(), end]);
    this.before ??= Promise.resolve(list);
    return list;
  }

  /**
   * Checks for duplicates before a mapping is created. Warns about items of the list that cannot be compared with it.
   * @throws {ProviderError} If there is a duplicate and the setting does not allow it, or if the list cannot be read.
   */
  async check(
    action: RequestContext,
    wanted: CreateGroupMapping,
    sameFilter: SameFilter,
    warn: Warn,
  ): Promise<void> {
    const list = await this.listBefore(action);
    if (this.setting.policy === "allow") {
      return;
    }
    const before = comparisonOf(list);
    if (before.incomparable.length > 0) {
      await warn(incomparableWarning(before.incomparable));
    }
    if (this.duplicatesIn(before.comparable, wanted, sameFilter).length === 0) {
      return;
    }
    // This run may have changed or deleted the duplicate since. After any write, this reads the list again.
    const now = comparisonOf(await orUnreadable(action, this.mappings.reads.all()));
    const duplicates = this.duplicatesIn(now.comparable, wanted, sameFilter);
    if (duplicates.length > 0) {
      throw new DuplicateError(action, duplicates, this.setting);
    }
  }

  private listBefore(action: RequestContext): Promise<MappingList> {
    this.before ??= withoutTimeout(() => this.mappings.reads.all()).catch((error: unknown) => {
      this.before = undefined;
      throw error;
    });
    return orUnreadable(action, untilTimeout(this.before, { verb: "list" }));
  }

  private duplicatesIn(
    mappings: readonly IdentifiedMapping[],
    wanted: CreateGroupMapping,
    sameFilter: SameFilter,
  ): IdentifiedMapping[] {
    return mappings.filter(
      (mapping) => isIdentical(mapping, wanted, sameFilter) && !this.mappings.known.isOwned(mapping.id),
    );
  }
}

function incomparableWarning(items: readonly IncomparableItem[]): string {
  const [first] = items;
  const count = items.length === 1 ? "an item" : `${items.length} items`;
  return (
    `The list of group mappings has ${count} that cannot be read (${first?.problem ?? ""}). If it is a duplicate of a ` +
    "mapping that this run creates, the duplicate is not detected. Check the Console for mappings that exist twice."
  );
}

async function orUnreadable<List>(action: RequestContext, list: Promise<List>): Promise<List> {
  return list.catch((error: unknown) => {
    throw new ProviderError(
      `${failurePrefix(action)}: the list of group mappings, which is read first to prevent duplicates, could not ` +
        `be read. Nothing was created.\n${messageOf(error)}`,
      error instanceof ProviderError ? error.kind : "internal",
    );
  });
}

function describe({ id, metadata }: IdentifiedMapping): string {
  const createdAt = metadata?.created_at ?? "";
  return /^[\w:.+-]{1,40}$/.test(createdAt) ? `${id} (created ${createdAt})` : id;
}

import { nameIn, type Stack, type StackResource } from "./readStackFile";
import { UsageError } from "../io/exitCodes";

/** A group mapping that a stack manages. */
export type ManagedMapping = StackResource & { readonly id: string };

export interface StackMappings {
  /** In the order of the stack; an id may be there twice. */
  readonly managed: readonly ManagedMapping[];
  /** What the user has to know of them, a line each. */
  readonly remarks: readonly string[];
}

/**
 * The group mappings of one type that a stack manages.
 *
 * @param otherwise what to do where it has none, but has some of the type `other`; a sentence
 * @throws UsageError where it has none
 */
export function managedMappings(
  stack: Stack,
  fileName: string,
  { type, other, otherwise }: { readonly type: string; readonly other: string; readonly otherwise: string },
): StackMappings {
  const all = stack.resources.filter((resource) => resource.type === type);
  const managed = all.filter(isManaged);
  const remarks = [...pendingOperations(stack), ...all.flatMap(setAside), ...repeated(managed)];
  if (managed.length === 0) {
    const problem = stack.resources.some((resource) => resource.type === other)
      ? `its group mappings are of the type ${other}. ${otherwise}`
      : `it manages no resource of the type ${type} (and ${stack.resources.length} others).`;
    throw new UsageError([`Cannot use ${fileName}: ${problem}`, ...remarks].join("\n"));
  }
  return { managed, remarks: [...remarks, ...ofComponents(managed), ...ofExplicitProviders(managed)] };
}

/** The first resource of each id. */
export function firstOfEach(managed: readonly ManagedMapping[]): ManagedMapping[] {
  const seen = new Set<string>();
  return managed.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function isManaged(resource: StackResource): resource is ManagedMapping {
  return !resource.external && !resource.pendingDeletion && resource.id !== undefined;
}

function pendingOperations({ pending }: Stack): string[] {
  return pending.length === 0
    ? []
    : [
        `The stack has pending operations, left by an update that was interrupted: ${pending.join(", ")}. What they made ` +
          "may be missing here: run `pulumi refresh` on that stack, and export it again.",
      ];
}

function setAside({ name, id, external, pendingDeletion }: StackResource): string[] {
  if (external) {
    return [`${name} is left out: that stack only reads it (get), ${id ?? "without an id"}.`];
  }
  if (pendingDeletion) {
    return [
      `${name} is left out, ${id ?? "without an id"}: it was replaced, and the next \`pulumi up\` of that stack deletes it. Run that ` +
        "before all else: until then `pulumi state delete` cannot tell it from its successor.",
    ];
  }
  return id === undefined ? [`${name} is left out: it has no id.`] : [];
}

function repeated(managed: readonly ManagedMapping[]): string[] {
  const firsts = new Map(firstOfEach(managed).map((first) => [first.id, first]));
  return managed
    .filter((mapping) => firsts.get(mapping.id) !== mapping)
    .map(
      ({ name, id }) =>
        `${name} is the same mapping as ${firsts.get(id)?.name ?? id}, ${id}. It is taken once.`,
    );
}

function ofComponents(managed: readonly ManagedMapping[]): string[] {
  return managed
    .filter(({ parent }) => parent !== undefined && !parent.includes("::pulumi:pulumi:Stack::"))
    .map(
      ({ name, parent = "" }) =>
        `${name} has the parent ${nameIn(parent)} there, and none in what is written here.`,
    );
}

/** Another provider may be another organization. */
function ofExplicitProviders(managed: readonly ManagedMapping[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, provider = "" } of managed) {
    const providerName = nameIn(provider).split("::")[0] ?? "";
    if (!providerName.startsWith("default") && providerName !== "") {
      names.set(providerName, [...(names.get(providerName) ?? []), name]);
    }
  }
  return [...names].map(
    ([provider, mappings]) =>
      `Of the explicit provider ${provider} there, so perhaps of another organization: ${mappings.join(", ")}. ` +
      "What is written here names no provider.",
  );
}

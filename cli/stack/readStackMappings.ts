import { linesIf, type TextFile, uniqueById, UsageError } from "../io";
import { detachFromStack } from "./detachFromStack";
import { type ManagedMapping, nameIn, readStackFile, type Stack, type StackResource } from "./readStackFile";

/** The group mappings of one type that a stack manages. */
interface StackMappings {
  readonly stack: Stack;
  /** In the order of the stack; each id once. */
  readonly mappings: readonly ManagedMapping[];
  /** Commands by which the stack stops managing the mappings without deleting them. */
  readonly detachCommands: readonly string[];
  /** Further facts for the user, a line each. */
  readonly remarks: readonly string[];
}

interface WantedMappings {
  readonly type: string;
  readonly otherType: string;
  /** What to do if the stack has only mappings of the other type, a sentence. */
  readonly otherAdvice: string;
  /** What to do if the file is a Terraform state, a sentence. */
  readonly terraformAdvice: string;
  readonly remarksOn?: (mapping: ManagedMapping) => string[];
}

/** @throws {UsageError} If the file is not the export of a stack, or the stack manages no such mapping. */
export function readStackMappings(file: TextFile, wanted: WantedMappings): StackMappings {
  const { type, otherType, otherAdvice, terraformAdvice, remarksOn = () => [] } = wanted;
  const stack = readStackFile(file, terraformAdvice);
  const all = stack.resources.filter((resource) => resource.type === type);
  const managed = all.filter(isManaged);
  const mappings = uniqueById(managed);
  const remarks = [...pendingOperations(stack), ...all.flatMap(leftOut), ...repeated(managed, mappings)];
  if (managed.length === 0) {
    const problem = stack.resources.some((resource) => resource.type === otherType)
      ? `its group mappings are of the type ${otherType}. ${otherAdvice}`
      : `it manages no resource of the type ${type} (and ${stack.resources.length} others).`;
    throw new UsageError([`Cannot use ${file.name}: ${problem}`, ...remarks].join("\n"));
  }
  const { commands, remarks: detachRemarks } = detachFromStack(stack, managed);
  remarks.push(...inComponents(managed), ...ofExplicitProviders(managed), ...managed.flatMap(remarksOn));
  return { stack, mappings, detachCommands: commands, remarks: [...remarks, ...detachRemarks] };
}

function isManaged(resource: StackResource): resource is ManagedMapping {
  return !resource.external && !resource.pendingDeletion && resource.id !== undefined;
}

function pendingOperations({ pending }: Stack): string[] {
  return linesIf(
    pending.length > 0,
    `The stack has pending operations, left by an update that was interrupted: ${pending.join(", ")}. What they made ` +
      "may be missing here: run `pulumi refresh` on that stack, and export it again.",
  );
}

function leftOut({ name, id, external, pendingDeletion }: StackResource): string[] {
  if (external) {
    return [`${name} is left out: that stack only reads it (get), ${id ?? "without an id"}.`];
  }
  if (pendingDeletion) {
    return [
      `${name} is left out, ${id ?? "without an id"}: it was replaced, and the next \`pulumi up\` of that stack deletes it. Run that ` +
        "before all else: until then `pulumi state delete` cannot tell it from its successor.",
    ];
  }
  return linesIf(id === undefined, `${name} is left out: it has no id.`);
}

function repeated(managed: readonly ManagedMapping[], mappings: readonly ManagedMapping[]): string[] {
  const firsts = new Map(mappings.map((first) => [first.id, first]));
  return managed.flatMap((mapping) => {
    const { name, id } = mapping;
    const first = firsts.get(id) ?? mapping;
    return linesIf(
      first !== mapping,
      `${name} is the same mapping as ${first.name}, ${id}. It is taken once.`,
    );
  });
}

function inComponents(managed: readonly ManagedMapping[]): string[] {
  return managed.flatMap(({ name, parent = "::pulumi:pulumi:Stack::" }) =>
    linesIf(
      !parent.includes("::pulumi:pulumi:Stack::"),
      `${name} has the parent ${nameIn(parent)} there, and none in what is written here.`,
    ),
  );
}

/** Another provider may be another organization. */
function ofExplicitProviders(managed: readonly ManagedMapping[]): string[] {
  const providerOf = ({ provider = "" }: ManagedMapping) => nameIn(provider).split("::")[0] ?? "";
  const providers = new Set(managed.map(providerOf));
  return [...providers].flatMap((provider) =>
    linesIf(
      provider !== "" && !provider.startsWith("default"),
      `Of the explicit provider ${provider} there, so perhaps of another organization: ` +
        `${managed
          .filter((mapping) => providerOf(mapping) === provider)
          .map(({ name }) => name)
          .join(", ")}. ` +
        "What is written here names no provider.",
    ),
  );
}

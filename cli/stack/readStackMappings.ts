import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { linesIf, type TextFile, uniqueById, UsageError } from "../io";
import { detachFromStack } from "./detachFromStack";
import {
  BRIDGE_TYPE,
  type ManagedMapping,
  nameIn,
  readStackFile,
  type Stack,
  type StackResource,
} from "./readStackFile";

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
  readonly type: typeof RESOURCE_TYPE | typeof BRIDGE_TYPE;
  /** What to do if the stack has only mappings of the other type, a sentence. */
  readonly otherAdvice: string;
  /** What to do if the file is a Terraform state, a sentence. */
  readonly terraformAdvice: string;
  readonly remarksOn?: (mapping: ManagedMapping) => string[];
}

/** @throws {UsageError} If the file is not the export of a stack, or the stack manages no such mapping. */
export function readStackMappings(file: TextFile, wanted: WantedMappings): StackMappings {
  const { type, otherAdvice, terraformAdvice, remarksOn = () => [] } = wanted;
  const stack = readStackFile(file, terraformAdvice);
  const all = stack.resources.filter((resource) => resource.type === type);
  const managed = all.filter(isManaged);
  const remarks = [...pendingOperations(stack), ...all.flatMap(leftOut)];
  if (managed.length === 0) {
    const otherType = type === BRIDGE_TYPE ? RESOURCE_TYPE : BRIDGE_TYPE;
    const problem = stack.resources.some((resource) => resource.type === otherType)
      ? `its group mappings are of the type ${otherType}. ${otherAdvice}`
      : `it manages no resource of the type ${type} (and ${stack.resources.length} others).`;
    throw new UsageError([`Cannot use ${file.name}: ${problem}`, ...remarks].join("\n"));
  }
  const detachment = detachFromStack(stack, managed);
  return {
    stack,
    mappings: uniqueById(managed),
    detachCommands: detachment.commands,
    remarks: [
      ...remarks,
      ...inComponents(managed),
      ...ofExplicitProviders(managed),
      ...managed.flatMap(remarksOn),
      ...detachment.remarks,
    ],
  };
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

function leftOut({ name, id = "without an id", external, pendingDeletion }: StackResource): string[] {
  return [
    ...linesIf(external, `${name} is left out: that stack only reads it (get), ${id}.`),
    ...linesIf(
      pendingDeletion,
      `${name} is left out, ${id}: it was replaced, and the next \`pulumi up\` of that stack deletes it. Run that ` +
        "before all else: until then `pulumi state delete` cannot tell it from its successor.",
    ),
  ];
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
  return [...new Set(managed.map(providerOf))].flatMap((provider) => {
    const names = managed.filter((mapping) => providerOf(mapping) === provider).map(({ name }) => name);
    return linesIf(
      provider !== "" && !provider.startsWith("default"),
      `Of the explicit provider ${provider} there, so perhaps of another organization: ${names.join(", ")}. ` +
        "What is written here names no provider.",
    );
  });
}

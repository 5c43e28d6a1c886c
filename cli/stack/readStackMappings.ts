import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { linesIf, oneLine, type TextFile, uniqueById, UsageError } from "../io";
import { detachFromStack } from "./detachFromStack";
import { BRIDGE_TYPE, type ManagedMapping, nameIn, readStackFile, type StackResource } from "./readStackFile";

/** What to do with a file without mappings of a type: if it has the other type's, or is a Terraform state. */
const WRONG_FILE = {
  [BRIDGE_TYPE]: {
    otherType: RESOURCE_TYPE,
    otherAdvice: "That is this package's own: there is nothing to import.",
    terraformAdvice: "Give it by --from-terraform.",
  },
  [RESOURCE_TYPE]: {
    otherType: BRIDGE_TYPE,
    otherAdvice: "Those are @pulumi/confluentcloud's already; the command import moves them here.",
    terraformAdvice: "An export starts from a Pulumi stack of this package.",
  },
};

/**
 * Returns the group mappings of one type that a stack manages, each id once; the commands by which it stops managing them
 * without deleting them; and remarks for the user, a line each.
 */
export function readStackMappings(file: TextFile, type: keyof typeof WRONG_FILE) {
  const { otherType, otherAdvice, terraformAdvice } = WRONG_FILE[type];
  const stack = readStackFile(file, terraformAdvice);
  const { pending, resources } = stack;
  const all = resources.filter((resource) => resource.type === type);
  const managed = all.filter(isManaged);
  const remarks = [
    ...linesIf(
      pending.length > 0,
      `The stack has pending operations, left by an update that was interrupted: ${pending.join(", ")}. What they made ` +
        "may be missing here: run `pulumi refresh` on that stack, and export it again.",
    ),
    ...all.flatMap(onlyRead),
  ];
  if (managed.length === 0) {
    const problem = resources.some((resource) => resource.type === otherType)
      ? `its group mappings are of the type ${otherType}. ${otherAdvice}`
      : `it manages no resource of the type ${type} (and ${resources.length} others).`;
    throw new UsageError([`Cannot use ${file.name}: ${problem}`, ...remarks.map(oneLine)].join("\n"));
  }
  const detachment = detachFromStack(stack, managed);
  return {
    stack: stack.stack,
    project: stack.project,
    mappings: uniqueById(managed),
    detachCommands: detachment.commands,
    removal: detachment.removal,
    remarks: [...remarks, ...ofExplicitProviders(managed), ...detachment.remarks],
  };
}

function isManaged(resource: StackResource): resource is ManagedMapping {
  return !resource.external && !resource.pendingDeletion && resource.id !== undefined;
}

function onlyRead({ name, id = "without an id", external }: StackResource): string[] {
  return linesIf(external, `${name} is left out: that stack only reads it (get), ${id}.`);
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

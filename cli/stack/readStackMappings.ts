import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { linesIf, oneLine, type TextFile, uniqueById, UsageError } from "../io";
import { detachFromStack } from "./detachFromStack";
import { BRIDGE_TYPE, type ManagedMapping, nameIn, readStackFile } from "./readStackFile";

/** Advice for a file without mappings of a type: if it has mappings of the other type, or is a Terraform state. */
const WRONG_FILE = {
  [BRIDGE_TYPE]: {
    otherType: RESOURCE_TYPE,
    otherAdvice: "This package manages them already, so there is nothing to import.",
    terraformAdvice: "Use --from-terraform instead.",
  },
  [RESOURCE_TYPE]: {
    otherType: BRIDGE_TYPE,
    otherAdvice: "@pulumi/confluentcloud manages them. Use the import command to move them to this package.",
    terraformAdvice: "Use the export of a Pulumi stack that uses this package.",
  },
};

/** Returns the group mappings of one type that a stack manages, and how to remove them from it without deleting them. */
export function readStackMappings(file: TextFile, type: keyof typeof WRONG_FILE) {
  const { otherType, otherAdvice, terraformAdvice } = WRONG_FILE[type];
  const stack = readStackFile(file, terraformAdvice);
  const { pending, resources } = stack;
  const all = resources.filter((resource) => resource.type === type);
  const managed = all.filter(
    (resource): resource is ManagedMapping =>
      !resource.external && !resource.pendingDeletion && resource.id !== undefined,
  );
  const remarks = [
    ...linesIf(
      pending.length > 0,
      `The stack has pending operations from an interrupted update: ${pending.join(", ")}. Resources that they created ` +
        "may be missing here. Run `pulumi refresh` for that stack, and export it again.",
    ),
    ...all.flatMap(({ name, id = "without an id", external }) =>
      linesIf(external, `Skipped ${name} (${id}): that stack only reads it (get).`),
    ),
  ];
  if (managed.length === 0) {
    const problem = resources.some((resource) => resource.type === otherType)
      ? `its group mappings have the type ${otherType}. ${otherAdvice}`
      : `it manages no resources of the type ${type} (other resources: ${resources.length}).`;
    throw new UsageError([`Cannot use ${file.name}: ${problem}`, ...remarks.map(oneLine)].join("\n"));
  }
  const detachment = detachFromStack(stack, managed);
  return {
    ...detachment,
    stack: stack.stack,
    project: stack.project,
    mappings: uniqueById(managed),
    remarks: [...remarks, ...ofExplicitProviders(managed), ...detachment.remarks],
  };
}

/** Another provider may be another organization. */
function ofExplicitProviders(managed: readonly ManagedMapping[]): string[] {
  const providerOf = ({ provider = "" }: ManagedMapping) => nameIn(provider).split("::")[0] ?? "";
  return [...new Set(managed.map(providerOf))].flatMap((provider) => {
    const names = managed.filter((mapping) => providerOf(mapping) === provider).map(({ name }) => name);
    return linesIf(
      provider !== "" && !provider.startsWith("default"),
      `These mappings use the explicit provider ${provider} and may belong to another organization: ${names.join(", ")}. ` +
        "The new files do not set a provider.",
    );
  });
}

import { RESOURCE_TYPES } from "../../sdk/dynamicProvider";
import { linesIf, oneLine, type TextFile, uniqueById, UsageError } from "../io";
import { detachFromStack } from "./detachFromStack";
import { BRIDGE_TYPE, type ManagedMapping, nameIn, readStackFile } from "./readStackFile";

/** The resources that a command uses, and advice for a file that has only those of the other tool, or is a Terraform state. */
const TOOLS = {
  bridge: {
    types: [BRIDGE_TYPE] as readonly unknown[],
    otherTypes: RESOURCE_TYPES,
    otherAdvice: "This package manages them already, so there is nothing to import.",
    terraformAdvice: "Use --from-terraform instead.",
  },
  package: {
    types: RESOURCE_TYPES,
    otherTypes: [BRIDGE_TYPE] as readonly unknown[],
    otherAdvice: "@pulumi/confluentcloud manages them. Use the import command to move them to this package.",
    terraformAdvice: "Use the export of a Pulumi stack that uses this package.",
  },
};

/** Returns the group mappings that a tool manages in a stack, and how to remove them from it without deleting them. */
export function readStackMappings(file: TextFile, tool: keyof typeof TOOLS) {
  const { types, otherTypes, otherAdvice, terraformAdvice } = TOOLS[tool];
  const stack = readStackFile(file, terraformAdvice);
  const { pending, resources } = stack;
  const all = resources.filter(({ type }) => types.includes(type));
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
    const other = resources.find(({ type }) => otherTypes.includes(type));
    const problem =
      other === undefined
        ? `it manages no resources of the type ${types.join(" or ")} (other resources: ${resources.length}).`
        : `its group mappings have the type ${other.type}. ${otherAdvice}`;
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

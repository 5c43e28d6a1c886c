import { shellWord } from "../codegen";
import { linesIf, referencesIn } from "../io";
import type { ManagedMapping, Stack, StackResource } from "./readStackFile";

/** Does not contain resource names, because a name could end the comment. */
const USERS_FIRST =
  "# (Before this command, make these resources refer to the new mappings or to literal ids in the program:)";

/**
 * Returns the commands that remove mappings from a stack without deleting them, and a line for each reference to them.
 * The engine refuses to remove a resource on which another one depends (`DeleteResource` in Pulumi's `pkg/resource/edit`).
 * Dependent mappings are removed first, and `pulumi up --target` makes other dependents refer to the new mappings.
 */
export function detachFromStack({ stack, project, resources }: Stack, mappings: readonly ManagedMapping[]) {
  const lastFirst = mappings.toReversed();
  const ids = new Map(mappings.map(({ urn, id }) => [urn, id]));
  const names = new Map(lastFirst.map(({ id, name }) => [id, name]));
  const staying = resources.filter(({ urn }) => !ids.has(urn));
  const users = staying.filter(({ dependencies }) => dependencies.some((urn) => ids.has(urn)));
  // The direct and indirect dependencies of the resources that stay.
  const needed = new Set<string>();
  for (const { urn, dependencies } of resources.toReversed()) {
    if (needed.has(urn) || !ids.has(urn)) {
      dependencies.forEach((dependency) => needed.add(dependency));
    }
  }
  const targets = users.map(({ urn }) => `--target ${shellWord(urn)}`).join(" ");
  return {
    detachCommands: [
      ...lastFirst.filter(({ urn }) => !needed.has(urn)).map(stateDelete),
      ...linesIf(users.length > 0, USERS_FIRST, `pulumi up ${targets}`),
      ...lastFirst.filter(({ urn }) => needed.has(urn)).map(stateDelete),
    ],
    remarks: [
      ...staying.flatMap((resource) => referenceRemarks(resource, ids, names)),
      ...linesIf(
        users.length > 0,
        "Pulumi cannot remove a mapping from the state while another resource in the stack depends on it. Change " +
          `${users.map(labelOf).join(", ")} to refer to the new mappings or to literal ids. Then \`pulumi up --target\` ` +
          "updates only these resources, before the last mappings are removed.",
      ),
    ],
    removal:
      `Remove the mappings from the program of stack ${stack} (project ${project}) before you run \`pulumi up\` ` +
      "without --target, or they are created again.",
  };
}

function stateDelete({ urn, protect }: ManagedMapping): string {
  return `pulumi state delete --yes ${protect ? "--force " : ""}${shellWord(urn)}`;
}

/** `RoleBinding read refers to admins (group-abc) in its principal.` */
function referenceRemarks(
  resource: StackResource,
  ids: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): string[] {
  const references = referencesIn({ ...resource.outputs, ...resource.inputs }, names);
  const needed = resource.dependencies.flatMap((urn) => ids.get(urn) ?? []);
  return [...new Set([...references.map(({ id }) => id), ...needed])].map((id) => {
    const by = references.filter((reference) => reference.id === id).map(({ property }) => property);
    const mapping = `${names.get(id) ?? ""} (${id})`;
    const relation =
      by.length === 0 ? `depends on ${mapping}` : `refers to ${mapping} in its ${by.join(", ")}`;
    return `${labelOf(resource)} ${relation}.`;
  });
}

function labelOf({ type, name }: StackResource): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

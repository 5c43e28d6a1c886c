import { shellWord } from "../codegen";
import { linesIf, referencesIn } from "../io";
import type { ManagedMapping, Stack, StackResource } from "./readStackFile";

/** Names no resource, because a name may contain what ends a comment. */
const USERS_FIRST =
  "# (When, in the program, what this command names refers to the new resources, or to the ids as texts:)";

/**
 * Returns how a stack stops managing mappings without deleting them, and what refers to them, a line each.
 *
 * The engine refuses to drop a resource if another one in the state depends on it. A mapping that depends on a mapping
 * goes first. Any other resource must first refer to the new resource: `pulumi up --target` changes just that.
 *
 * Source: `DeleteResource` of Pulumi's `pkg/resource/edit`.
 */
export function detachFromStack({ stack, project, resources }: Stack, mappings: readonly ManagedMapping[]) {
  const lastFirst = mappings.toReversed();
  const ids = new Map(mappings.map(({ urn, id }) => [urn, id]));
  const names = new Map(lastFirst.map(({ id, name }) => [id, name]));
  const staying = resources.filter(({ urn }) => !ids.has(urn));
  const users = staying.filter(({ dependencies }) => dependencies.some((urn) => ids.has(urn)));
  // What staying resources depend on, directly or not.
  const needed = new Set<string>();
  for (const { urn, dependencies } of resources.toReversed()) {
    if (needed.has(urn) || !ids.has(urn)) {
      dependencies.forEach((dependency) => needed.add(dependency));
    }
  }
  const targets = users.map(({ urn }) => `--target ${shellWord(urn)}`).join(" ");
  return {
    commands: [
      ...lastFirst.filter(({ urn }) => !needed.has(urn)).map(stateDelete),
      ...linesIf(users.length > 0, USERS_FIRST, `pulumi up ${targets}`),
      ...lastFirst.filter(({ urn }) => needed.has(urn)).map(stateDelete),
    ],
    remarks: [
      ...staying.flatMap((resource) => referenceRemarks(resource, ids, names)),
      ...linesIf(
        users.length > 0,
        "Pulumi does not let go of a mapping while another resource of its stack depends on it. So let " +
          `${users.map(labelOf).join(", ")} refer to the new resources, or to the ids as texts; the command ` +
          "`pulumi up --target` then changes just that, before the last mappings go.",
      ),
    ],
    removal:
      `Remove the mappings from the program of the stack ${stack} (project ${project}) before its next full ` +
      "`pulumi up`, or it creates them again.",
  };
}

function stateDelete({ urn, protect }: ManagedMapping): string {
  return `pulumi state delete --yes ${protect ? "--force " : ""}${shellWord(urn)}`;
}

/** `RoleBinding read refers to admins (group-abc) by its principal.` */
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
      by.length === 0 ? `depends on ${mapping}` : `refers to ${mapping} by its ${by.join(", ")}`;
    return `${labelOf(resource)} ${relation}.`;
  });
}

function labelOf({ type, name }: StackResource): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

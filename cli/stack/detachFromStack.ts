import { shellWord } from "../codegen";
import { linesIf, referencesIn, uniqueById } from "../io";
import type { ManagedMapping, Stack, StackResource } from "./readStackFile";

interface Detachment {
  readonly commands: readonly string[];
  /** What refers to the mappings, and what must be changed in the program, a line each. */
  readonly remarks: readonly string[];
}

/**
 * Returns how a stack stops managing mappings without deleting them: `pulumi state delete` for each, the last first.
 *
 * The engine refuses to drop a resource if another one in the state depends on it. A mapping that depends on a mapping
 * goes first. Any other resource must first refer to the new resource: `pulumi up --target` changes just that.
 *
 * Source: `DeleteResource` of Pulumi's `pkg/resource/edit`.
 */
export function detachFromStack(stack: Stack, mappings: readonly ManagedMapping[]): Detachment {
  const names = new Map(uniqueById(mappings).map(({ id, name }) => [id, name]));
  const ids = new Map(mappings.map(({ urn, id }) => [urn, id]));
  const staying = stack.resources.filter(({ urn }) => !ids.has(urn));
  const needed = neededByStaying(stack, ids);
  const users = staying.filter(({ dependencies }) =>
    dependencies.some((urn) => needed.has(urn) && ids.has(urn)),
  );
  const lastFirst = mappings.toReversed();
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
      `Remove the mappings from the program of the stack ${stack.stack} (project ${stack.project}) before its next full ` +
        "`pulumi up`, or it creates them again.",
    ],
  };
}

/** Names no resource, because a name may contain what ends a comment. */
const USERS_FIRST =
  "# (When, in the program, what this command names refers to the new resources, or to the ids as texts:)";

/** Returns what staying resources depend on, directly or not. */
function neededByStaying({ resources }: Stack, leaving: ReadonlyMap<string, unknown>): Set<string> {
  const needed = new Set<string>();
  for (const { urn, dependencies } of resources.toReversed()) {
    if (needed.has(urn) || !leaving.has(urn)) {
      dependencies.forEach((dependency) => needed.add(dependency));
    }
  }
  return needed;
}

function stateDelete({ urn, protect }: ManagedMapping): string {
  return `pulumi state delete --yes ${protect ? "--force " : ""}${shellWord(urn)}`;
}

/** `RoleBinding read refers to admins (group-abc) by its principal.` */
function referenceRemarks(
  { type, name, inputs, outputs, byProperty, dependencies }: StackResource,
  ids: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): string[] {
  const properties = new Map<string, Set<string>>();
  const add = (id: string | undefined, ...by: string[]) => {
    if (id !== undefined) {
      properties.set(id, new Set([...(properties.get(id) ?? []), ...by]));
    }
  };
  for (const { property, urns } of byProperty) {
    urns.forEach((urn) => {
      add(ids.get(urn), property);
    });
  }
  for (const { id, property } of referencesIn({ ...inputs, ...outputs, ...inputs }, names)) {
    add(id, property);
  }
  dependencies.forEach((urn) => {
    add(ids.get(urn));
  });
  return [...properties].map(([id, by]) => {
    const how = by.size === 0 ? "depends on" : "refers to";
    const where = by.size === 0 ? "" : ` by its ${[...by].join(", ")}`;
    return `${labelOf({ type, name })} ${how} ${names.get(id) ?? ""} (${id})${where}.`;
  });
}

/** `RoleBinding read` */
function labelOf({ type, name }: Pick<StackResource, "type" | "name">): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

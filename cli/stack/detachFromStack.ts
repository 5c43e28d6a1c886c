import { referencesIn } from "../io/referencesIn";
import { shellWord } from "../codegen/shellCommands";
import type { Stack, StackResource } from "./readStackFile";
import { firstOfEach, type ManagedMapping } from "./managedMappings";

export interface Detachment {
  /** Commands by which the stack lets go of its mappings without deleting them, in an order that works; and a comment. */
  readonly commands: readonly string[];
  /** What refers to the mappings, and what must be changed in the program, a line each. */
  readonly remarks: readonly string[];
}

/**
 * How a stack lets go of mappings: `pulumi state delete` each, the last first.
 *
 * The engine refuses to drop what another resource of the state depends on. Where that is a mapping too, it goes first.
 * Where it is anything else, that must refer to the new resource before: an update of just that (`--target`) deletes
 * nothing.
 *
 * Source: `DeleteResource` of Pulumi's `pkg/resource/edit`.
 */
export function detachFromStack(stack: Stack, mappings: readonly ManagedMapping[]): Detachment {
  const leaving = new Set(mappings.map(({ urn }) => urn));
  const staying = stack.resources.filter(({ urn }) => !leaving.has(urn));
  const needed = neededByStaying(stack, leaving);
  const users = staying.filter(({ dependencies }) =>
    dependencies.some((urn) => needed.has(urn) && leaving.has(urn)),
  );
  const lastFirst = mappings.toReversed();
  return {
    commands: [
      ...lastFirst.filter(({ urn }) => !needed.has(urn)).map(stateDelete),
      ...(users.length === 0
        ? []
        : [USERS_FIRST, `pulumi up ${users.map(({ urn }) => `--target ${shellWord(urn)}`).join(" ")}`]),
      ...lastFirst.filter(({ urn }) => needed.has(urn)).map(stateDelete),
    ],
    remarks: [
      ...referenceRemarks(staying, mappings),
      ...(users.length === 0
        ? []
        : [
            "Pulumi does not let go of a mapping while another resource of its stack depends on it. So let " +
              `${users.map(nameOf).join(", ")} refer to the new resources, or to the ids as texts; the command ` +
              "`pulumi up --target` then changes just that, before the last mappings go.",
          ]),
      `Remove the mappings from the program of the stack ${stack.stack} (project ${stack.project}) before its next full ` +
        "`pulumi up`, or it creates them again.",
    ],
  };
}

/** Names none of them, for a name may hold what ends a comment. */
const USERS_FIRST =
  "# (When, in the program, what this command names refers to the new resources, or to the ids as texts:)";

/** What staying resources depend on, directly or not. */
function neededByStaying({ resources }: Stack, leaving: ReadonlySet<string>): Set<string> {
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

function referenceRemarks(staying: readonly StackResource[], mappings: readonly ManagedMapping[]): string[] {
  const names = new Map(firstOfEach(mappings).map(({ id, name }) => [id, name]));
  const byUrn = new Map(mappings.map(({ urn, id }) => [urn, id]));
  return staying.flatMap((resource) => {
    const properties = new Map<string, Set<string>>();
    const note = (id: string | undefined, property?: string) => {
      if (id !== undefined) {
        const known = properties.get(id) ?? new Set();
        properties.set(id, property === undefined ? known : known.add(property));
      }
    };
    for (const [property, urns] of Object.entries(resource.byProperty)) {
      urns.forEach((urn) => {
        note(byUrn.get(urn), property);
      });
    }
    for (const { id, property } of referencesIn(resource.inputs, new Set(names.keys()))) {
      note(id, property);
    }
    for (const { id, property } of referencesIn(resource.outputs, new Set(names.keys()))) {
      // What is an input as well was noted already.
      if (!(property in resource.inputs)) {
        note(id, property);
      }
    }
    resource.dependencies.forEach((urn) => {
      note(byUrn.get(urn));
    });
    return [...properties].map(([id, by]) => {
      const what = `${names.get(id) ?? ""} (${id})`;
      return by.size === 0
        ? `${nameOf(resource)} depends on ${what}.`
        : `${nameOf(resource)} refers to ${what} by its ${[...by].join(", ")}.`;
    });
  });
}

/** `RoleBinding read` */
function nameOf({ type, name }: StackResource): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import type { Change } from "../../provider/directory/index";
import { textOf, UNKNOWN } from "../../provider/wire/state";
import { isObject, type Json, objectsIn, readJsonFile } from "../io/readJsonFile";
import type { TextFile } from "../io/readText";
import { UsageError } from "../io/exitCodes";

/** What a plan does to the filter of one mapping. */
export interface PlannedChange extends Change {
  /** The mapping's display name; after the change, where it has one then. */
  readonly name: string;
  readonly operation: "create" | "update" | "delete";
}

/**
 * The changes of filters that `pulumi preview --json` plans, sorted by name.
 *
 * @param tell told of each mapping of which the plan does not say enough
 * @throws UsageError where the file is no such plan
 */
export function plannedChanges(file: TextFile, tell: (remark: string) => void): readonly PlannedChange[] {
  const { steps } = readJsonFile(file, PLAN);
  if (!Array.isArray(steps)) {
    throw new UsageError(
      `Cannot use ${file.name}: it is not what \`pulumi preview --json\` prints, for it has no steps. ${PLAN}`,
    );
  }
  return objectsIn(steps)
    .flatMap((step) => changeIn(step, tell))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const PLAN = "`pulumi preview --json > preview.json` writes one.";

/** What a step does. A replacement is one of its three steps: the two others, a creation and a deletion, say no more. */
const OPERATIONS: ReadonlyMap<unknown, PlannedChange["operation"]> = new Map([
  ["create", "create"],
  ["update", "update"],
  ["replace", "update"],
  ["delete", "delete"],
]);

function changeIn(
  { op, urn, oldState, newState }: Json,
  tell: (remark: string) => void,
): readonly PlannedChange[] {
  const operation = OPERATIONS.get(op);
  const isMapping = [oldState, newState].some((state) => isObject(state) && state["type"] === RESOURCE_TYPE);
  if (operation === undefined || !isMapping) {
    return [];
  }
  const before = operation === "create" ? undefined : stateOf(oldState, "outputs");
  const after = operation === "delete" ? undefined : stateOf(newState, "inputs");
  const name = after?.displayName ?? before?.displayName ?? textOf(urn)?.split("::").at(-1) ?? "";
  if (operation === "delete" && isRetained(oldState)) {
    tell(`Left out: ${JSON.stringify(name)}: its resource has retainOnDelete, so that the mapping stays.`);
    return [];
  }
  const missing = [before, after].find((state) => state !== undefined && state.filter === undefined);
  if (missing !== undefined) {
    tell(
      `Left out: ${JSON.stringify(name)}: its filter is a secret, or known only when the plan is carried out.`,
    );
    return [];
  }
  if (after?.adoptId !== undefined) {
    tell(
      `${JSON.stringify(name)} adopts ${after.adoptId}, whose present filter stands in no plan: it is counted as if it were new.`,
    );
  }
  return before?.filter === after?.filter
    ? []
    : [{ name, operation, before: before?.filter, after: after?.filter }];
}

/** Whether the resource only leaves the stack: nobody loses by that. */
function isRetained(state: unknown): boolean {
  return isObject(state) && state["retainOnDelete"] === true;
}

interface PlannedState {
  readonly displayName: string | undefined;
  readonly filter: string | undefined;
  readonly adoptId: string | undefined;
}

/** What stands in a resource of the plan: what the API has is in its outputs, what is declared in its inputs. */
function stateOf(state: unknown, first: "inputs" | "outputs"): PlannedState {
  const all = isObject(state) ? state : {};
  const properties = [all[first], all["inputs"], all["outputs"]].filter(isObject);
  const known = (name: string) => {
    const value = properties.map((one) => textOf(one[name])).find((text) => text !== undefined);
    return value === UNKNOWN || value === SECRET ? undefined : value;
  };
  return { displayName: known("displayName"), filter: known("filter"), adoptId: known("adoptId") };
}

/** What Pulumi prints for a secret. */
const SECRET = "[secret]";

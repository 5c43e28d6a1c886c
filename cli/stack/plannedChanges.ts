import type { Change } from "../../provider/directory/index";
import { textOf, UNKNOWN } from "../../provider/wire";
import { RESOURCE_TYPE } from "../../sdk/dynamicProvider";
import { nameIn } from "./readStackFile";
import { type Json, objectOf, objectsIn, readJsonFile, type TextFile, textsIn, UsageError } from "../io";

export interface PlannedChange extends Change {
  /** The mapping's display name, after the change if it has one then. */
  readonly name: string;
  /** Undefined if the mapping does not exist yet. */
  readonly id: string | undefined;
  readonly resource: string;
  readonly operation: "create" | "update" | "delete";
}

/**
 * Returns the changes of filters that `pulumi preview --json` plans, sorted by name.
 * @param warn receives each mapping that the plan says too little about
 */
export function plannedChanges(file: TextFile, warn: (remark: string) => void): readonly PlannedChange[] {
  const { steps } = readJsonFile(file, PLAN);
  if (!Array.isArray(steps)) {
    throw new UsageError(
      `Cannot use ${file.name}: it is not what \`pulumi preview --json\` prints, for it has no steps. ${PLAN}`,
    );
  }
  return objectsIn(steps)
    .flatMap((step) => changeIn(step, warn))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const PLAN = "`pulumi preview --json > preview.json` writes one.";

/** A replacement is the first of its three steps. The others, a creation and a deletion, add nothing. */
const OPERATIONS: ReadonlyMap<unknown, PlannedChange["operation"]> = new Map([
  ["create", "create"],
  ["update", "update"],
  ["replace", "update"],
  ["delete", "delete"],
]);

function changeIn(step: Json, warn: (remark: string) => void): readonly PlannedChange[] {
  const operation = OPERATIONS.get(step["op"]);
  const [oldState, newState] = [objectOf(step["oldState"]), objectOf(step["newState"])];
  if (operation === undefined || ![oldState["type"], newState["type"]].includes(RESOURCE_TYPE)) {
    return [];
  }
  // The outputs have what the API has, the inputs what is declared.
  const before =
    operation === "create" ? undefined : knownProperties(oldState["inputs"], oldState["outputs"]);
  const after = operation === "delete" ? undefined : knownProperties(newState["outputs"], newState["inputs"]);
  const resource = nameIn(textOf(step["urn"]) ?? "");
  const name = after?.displayName ?? before?.displayName ?? resource;
  const [id] = textsIn([oldState["id"], newState["id"], after?.adoptId]).filter((text) => text !== "");
  if (operation === "delete" && oldState["retainOnDelete"] === true) {
    warn(`Left out: ${JSON.stringify(name)}: its resource has retainOnDelete, so that the mapping stays.`);
    return [];
  }
  if ([before, after].some((state) => state !== undefined && state.filter === undefined)) {
    warn(
      `Left out: ${JSON.stringify(name)}: its filter is a secret, or known only when the plan is carried out.`,
    );
    return [];
  }
  if (after?.adoptId !== undefined) {
    warn(
      `${JSON.stringify(name)} adopts ${after.adoptId}, whose present filter stands in no plan: it is counted as if it were new.`,
    );
  }
  return before?.filter === after?.filter
    ? []
    : [{ name, id, resource, operation, before: before?.filter, after: after?.filter }];
}

/** Later properties replace earlier ones. Pulumi prints `[secret]` for a secret. */
function knownProperties(...properties: unknown[]) {
  const known = (name: string) => {
    const value = properties.map((one) => textOf(objectOf(one)[name])).findLast((text) => text !== undefined);
    return value === UNKNOWN || value === "[secret]" ? undefined : value;
  };
  return { displayName: known("displayName"), filter: known("filter"), adoptId: known("adoptId") };
}

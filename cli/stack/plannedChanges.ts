import type { Change } from "../../provider/directory/index";
import { textOf, UNKNOWN } from "../../provider/wire";
import { RESOURCE_TYPES } from "../../sdk/dynamicProvider";
import { nameIn } from "./readStackFile";
import { type Json, objectOf, objectsIn, readJsonFile, type TextFile, textsIn, UsageError } from "../io";

export interface PlannedChange extends Change {
  /** The display name after the change, or before it if the change deletes the mapping. */
  readonly name: string;
  readonly id: string | undefined;
  readonly resource: string;
  readonly operation: "create" | "update" | "delete";
}

/** Returns the planned filter changes in the output of `pulumi preview --json`, sorted by name. */
export function plannedChanges(file: TextFile, warn: (remark: string) => void): readonly PlannedChange[] {
  const { steps } = readJsonFile(file, PLAN);
  if (!Array.isArray(steps)) {
    throw new UsageError(
      `Cannot use ${file.name}: it is not the output of \`pulumi preview --json\`, because it has no steps. ${PLAN}`,
    );
  }
  return objectsIn(steps)
    .flatMap((step) => changeIn(step, warn))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const PLAN = "Run `pulumi preview --json > preview.json`.";

/** A replacement has three steps. The first contains everything, so its creation and deletion are ignored. */
const OPERATIONS: ReadonlyMap<unknown, PlannedChange["operation"]> = new Map([
  ["create", "create"],
  ["update", "update"],
  ["replace", "update"],
  ["delete", "delete"],
]);

function changeIn(step: Json, warn: (remark: string) => void): readonly PlannedChange[] {
  const operation = OPERATIONS.get(step["op"]);
  const [oldState, newState] = [objectOf(step["oldState"]), objectOf(step["newState"])];
  if (
    operation === undefined ||
    ![oldState["type"], newState["type"]].some((type) => RESOURCE_TYPES.includes(type))
  ) {
    return [];
  }
  // The outputs are the values in the API, and the inputs are the declared values.
  const before =
    operation === "create" ? undefined : knownProperties(oldState["inputs"], oldState["outputs"]);
  const after = operation === "delete" ? undefined : knownProperties(newState["outputs"], newState["inputs"]);
  const resource = nameIn(textOf(step["urn"]) ?? "");
  const name = after?.displayName ?? before?.displayName ?? resource;
  const [id] = textsIn([oldState["id"], newState["id"], after?.adoptId]).filter((text) => text !== "");
  if (operation === "delete" && oldState["retainOnDelete"] === true) {
    warn(`Skipped ${JSON.stringify(name)}: its resource has retainOnDelete, so the mapping is not deleted.`);
    return [];
  }
  if ([before, after].some((state) => state !== undefined && state.filter === undefined)) {
    warn(`Skipped ${JSON.stringify(name)}: its filter is secret, or not known before the update.`);
    return [];
  }
  if (after?.adoptId !== undefined) {
    warn(
      `${JSON.stringify(name)} adopts ${after.adoptId}, whose current filter is not in the plan. It is treated as a new mapping.`,
    );
  }
  return before?.filter === after?.filter
    ? []
    : [{ name, id, resource, operation, before: before?.filter, after: after?.filter }];
}

/** Later arguments take precedence. Pulumi prints `[secret]` for a secret. */
function knownProperties(...properties: unknown[]) {
  const known = (name: string) => {
    const value = properties.map((one) => textOf(objectOf(one)[name])).findLast((text) => text !== undefined);
    return value === UNKNOWN || value === "[secret]" ? undefined : value;
  };
  return { displayName: known("displayName"), filter: known("filter"), adoptId: known("adoptId") };
}

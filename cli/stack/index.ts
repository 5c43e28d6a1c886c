export { type PlannedChange, plannedChanges } from "./plannedChanges";
export { BRIDGE_TYPE, type ManagedMapping, readStackFile, type StackResource } from "./readStackFile";
export { readStackMappings } from "./readStackMappings";
export { storedText } from "./storedText";

export { type PlannedChange, plannedChanges } from "./plannedChanges";
export { BRIDGE_TYPE, type ManagedMapping, readStackFile, storedText } from "./readStackFile";
export { readStackMappings } from "./readStackMappings";

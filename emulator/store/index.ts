export { lockAddress, lockDataFile } from "./dataFileLock";
export type { StoredMapping } from "./state";
export { Store } from "./store";

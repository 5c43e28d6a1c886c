export { describeError } from "./dataFile";
export { lockAddress, lockDataFile } from "./dataFileLock";
export { Store, type StoredMapping } from "./store";

export { type Directory, DirectoryError, type GroupSet } from "./directory";
export { type Change, type Impact, impactOf, summaryOf } from "./impact";
export { decodeText, readDirectory } from "./readDirectory";
export { remarksOn } from "./remarks";
export { MAX_FILE_BYTES, readRegularFile } from "./readRegularFile";

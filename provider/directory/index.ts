export { type Directory, DirectoryError, type GroupSet } from "./directory";
export { type Change, type Impact, impactOf, summaryOf } from "./impact";
export { decodeText, MAX_FILE_BYTES, readDirectory, readRegularFile } from "./readDirectory";
export { remarksOn } from "./remarks";

export { decodeText } from "./decodeText";
export { type Directory, DirectoryError, type GroupSet } from "./directory";
export { type Change, type Impact, impactOf, summaryOf } from "./impact";
export { readDirectory } from "./readDirectory";
export { remarksOn } from "./remarks";

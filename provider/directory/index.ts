export { decodeText } from "./decodeText";
export { type Directory, DirectoryError, type GroupSet } from "./directory";
export { type Change, type Impact, impactOf, summaryOf } from "./impact";
export { overageRemark } from "./overage";
export { readDirectory } from "./readDirectory";

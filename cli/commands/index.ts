export { addExport } from "./export";
export { addImpact } from "./impact";
export { addImport } from "./import";
export { addMatch } from "./match";
export { addValidate } from "./validate";

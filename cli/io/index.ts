export { oneLine } from "../../provider/errors";
export { andMore } from "../../provider/wire";
export * from "./listOrganization";
export * from "./readFiles";
export * from "./terminal";
export * from "./writeFiles";

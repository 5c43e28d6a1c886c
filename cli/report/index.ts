export { explain } from "./explain";
export { asAnnotations, asJson, asText, type Validated } from "./reporters";
export { userTable } from "./userTable";

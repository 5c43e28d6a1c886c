export {
  type PageResponse,
  DecodeError,
  decodeMapping,
  decodeOrganizationPage,
  decodePage,
  decodeReadable,
  type IdentifiedMapping,
  isDeleted,
  isId,
  itemsWithoutId,
  type MappingList,
  type OddItem,
  type PartialGroupMapping,
} from "./decode";
export { parseErrorBody } from "./failure";
export {
  COLLECTION_PATH,
  type CreateGroupMapping,
  type GroupMapping,
  type UpdateGroupMapping,
} from "./groupMapping";
export { andMore, isObject, textOf } from "./json";
export { isSameOrganization, organizationOf, ORGANIZATIONS_PATH } from "./organization";
export { type Outputs, OUTPUTS, roleBindingPrincipalOf, type WirePath } from "./properties";
export {
  changedInputs,
  INPUT_NAMES,
  type Inputs,
  inputsOf,
  isLookup,
  OUTPUT_NAMES,
  type Properties,
  type State,
  stateAfterRead,
  stateAfterWrite,
  toPatch,
  toWire,
  UNKNOWN,
} from "./state";
export { type TokenResponse, decodeToken, TOKEN_EXCHANGE_PATH, tokensIn } from "./token";

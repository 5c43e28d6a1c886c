export { constantOf, neverErrs } from "./constant";
export { MAX_ATOMS, type Truth, truthOf } from "./truth";

export { constantOf, MAX_ATOMS, neverErrs, type Truth, truthOf } from "./truth";

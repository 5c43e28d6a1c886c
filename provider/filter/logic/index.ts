export { constantOf, neverErrs } from "./constant";
export { MOST_ATOMS, type Truth, truthOf } from "./truth";

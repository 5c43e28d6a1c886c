export { constantOf, neverErrs } from "./constant";
export { MOST_ATOMS, truthOf } from "./truth";

export * from "./decode";
export * from "./failure";
export * from "./groupMapping";
export * from "./json";
export * from "./organization";
export * from "./properties";
export * from "./state";
export * from "./token";

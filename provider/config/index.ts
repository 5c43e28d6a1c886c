export * from "./closestName";
export * from "./credentials";
export * from "./oauthOptions";
export * from "./settings";
export * from "./settingsTable";
export * from "./sources";
export * from "./unknownSettings";
export * from "./values";

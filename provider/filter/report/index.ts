export * from "./problem";
export * from "./showProblem";
export * from "./visible";

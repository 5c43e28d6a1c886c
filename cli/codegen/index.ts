export { wordsIn } from "./identifiers";
export { hclText } from "./literals";
export { moduleSpecifier } from "./moduleSpecifier";
export { type DeclaredMapping, importFile, programFile, yamlFile } from "./program";
export { readableName, resourceNameOf, uniqueNames } from "./resourceNames";
export { numberedSteps, shellWord } from "./shellCommands";

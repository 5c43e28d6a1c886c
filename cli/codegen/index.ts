export { wordsIn } from "./identifiers";
export { hclText } from "./literals";
export { moduleSpecifier } from "./moduleSpecifier";
export { importFile, programFile } from "./program";
export { readableName, resourceNameOf, uniqueNames } from "./resourceNames";
export { numberedSteps, shellWord } from "./shellCommands";

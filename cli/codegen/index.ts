export { wordsIn } from "./identifiers";
export { hclText } from "./literals";
export { hasEsModules, moduleSpecifier } from "./moduleSpecifier";
export { programOf } from "./program";
export { resourceNameOf, uniqueNames } from "./resourceNames";
export { numberedSteps, shellWord } from "./shellCommands";

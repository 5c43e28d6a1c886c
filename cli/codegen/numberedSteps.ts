/** Steps for a shell, each a title and its commands, with their numbers: `# 1. See that nothing is left to change:`. */
export function numberedSteps(steps: readonly (readonly string[])[]): string {
  return steps
    .map(([title = "", ...lines], index) => [`# ${index + 1}. ${title}`, ...lines, ""].join("\n"))
    .join("");
}

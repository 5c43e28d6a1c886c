/** Steps for a shell, each a comment and its commands, with their numbers: `# 1. See that nothing is left to change:`. */
export function numbered(steps: readonly (readonly string[])[]): string {
  const lines = steps.flatMap(([title = "", ...commands], index) => [
    title.replace("#", `# ${index + 1}.`),
    ...commands,
  ]);
  return `${lines.join("\n")}\n`;
}

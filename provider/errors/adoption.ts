/** How a resource takes over a mapping that exists already, as a sentence of an error. `ids` are the candidates. */
export function takeOver(ids: readonly string[]): string {
  const [first = "group-…", ...others] = ids;
  const choice = others.length === 0 ? "" : ` (or ${others.join(", ")})`;
  return `To manage the one that exists with this resource, take it over: set adoptId: ${JSON.stringify(first)}${choice} and run \`pulumi up\`.`;
}

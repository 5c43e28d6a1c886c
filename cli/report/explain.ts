import { type Decision, readFilter } from "../../provider/filter/index";
import { explainInvalid } from "../filters/namedFilter";

/** Parts beyond which the rest is counted. */
const MAX_PARTS = 5;

/** What decided, a line each: `"kafka" in groups is true`; and where a name is nearly that of a group, which. */
export function explain(
  filter: string,
  decisions: readonly Decision[],
  groups: readonly string[],
): readonly string[] {
  const broken = explainInvalid(filter);
  if (broken.length > 0) {
    return broken;
  }
  const lines = decisions.map((decision) => explanationOf(filter, decision, groups));
  return lines.length > MAX_PARTS
    ? [...lines.slice(0, MAX_PARTS - 1), `and ${lines.length - MAX_PARTS + 1} more parts like these`]
    : lines;
}

function explanationOf(
  filter: string,
  { start, end, outcome, why = "" }: Decision,
  groups: readonly string[],
): string {
  const part = filter.slice(start, end);
  const reading = readFilter(part);
  const isGroup = reading.kind === "group" && part === filter;
  switch (outcome) {
    case "true":
      return isGroup ? `the user is in the group ${JSON.stringify(part)}` : `${part} is true`;
    case "false":
      return (
        (isGroup ? `the user is not in a group ${JSON.stringify(part)}` : `${part} is false`) +
        nearMiss(isGroup ? part : soughtIn(part), groups)
      );
    case "error":
      return `${part} fails: it ${why}`;
    case "open":
      return part === "" ? `it ${why}` : `of ${part} it cannot be told: it ${why}`;
  }
}

/** The group that `"kafka" in groups` asks for. */
function soughtIn(part: string): string | undefined {
  const reading = readFilter(part);
  if (reading.kind !== "expression" || reading.tree.kind !== "binary" || reading.tree.operator !== "in") {
    return undefined;
  }
  const { left } = reading.tree;
  return left.kind === "literal" && left.type === "string" ? left.value : undefined;
}

/** The mistake that is made most often: case and spaces count. */
function nearMiss(sought: string | undefined, groups: readonly string[]): string {
  const near = groups.find((group) => sought !== undefined && bare(group) === bare(sought));
  return near === undefined ? "" : `; the user is in ${JSON.stringify(near)}, but case and spaces count`;
}

function bare(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

import { type Position, positionOf, type Problem, showProblem } from "../../provider/filter/index";
import { sanitizeForDisplay } from "../../provider/errors";
import { colors, linesIf } from "../io";
import type { NamedFilter } from "../filters";

interface Finding {
  readonly severity: "error" | "warning";
  readonly problem: Problem;
}

/** A filter with its errors and warnings. */
export interface Validated extends NamedFilter {
  readonly findings: readonly Finding[];
}

/** For people: each finding with its line, and a caret under the error. */
export function asText(filters: readonly Validated[]): string {
  const { green, red, yellow } = colors();
  return filters
    .flatMap(({ name, text, findings }) => [
      ...linesIf(findings.length === 0, `${sanitizeForDisplay(name)}: ${green("ok")}\n`),
      ...findings.map(({ severity, problem }) => {
        const painted = severity === "error" ? red(severity) : yellow(severity);
        return `${sanitizeForDisplay(name)}: ${painted}: ${sanitizeForDisplay(showProblem(text, problem))}\n`;
      }),
    ])
    .join("");
}

/** For programs: every filter with its findings; positions in lines and characters from 1, offsets in UTF-16 units. */
export function asJson(filters: readonly Validated[]): string {
  const items = filters.map(({ name, id, text, findings }) => ({
    name,
    id,
    filter: text,
    valid: findings.every(({ severity }) => severity !== "error"),
    findings: findings.map((finding) => jsonOf(text, finding)),
  }));
  return `${JSON.stringify(items, undefined, 2)}\n`;
}

/** For GitHub Actions: each finding as an annotation, with its place if the filter is in a file. */
export function asAnnotations(filters: readonly Validated[], file: string | undefined): string {
  return filters
    .flatMap(({ name, text, findings }) =>
      findings.map(({ severity, problem }) => {
        const { start, end } = spanOf(text, problem);
        const lines = { file, line: start.line, endLine: end.line };
        // A range of columns must be on one line.
        const columns = start.line === end.line && { col: start.column, endColumn: end.column };
        const properties = Object.entries<string | number | undefined>({
          ...(file !== undefined && { ...lines, ...columns }),
          title: `${name}: ${problem.rule}`,
        }).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
        return `::${severity} ${properties.join(",")}::${escapeMessage(showProblem(text, problem))}\n`;
      }),
    )
    .join("");
}

function jsonOf(text: string, { severity, problem }: Finding): Readonly<Record<string, unknown>> {
  const { rule, message, suggestion, start, end } = problem;
  return { severity, rule, message, suggestion, range: { ...spanOf(text, problem), offsets: [start, end] } };
}

function spanOf(text: string, { start, end }: Problem): { start: Position; end: Position } {
  return { start: positionOf(text, start), end: positionOf(text, end) };
}

/** A workflow command ends with its line. */
function escapeMessage(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

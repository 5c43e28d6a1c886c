import { sanitizeForDisplay } from "../../provider/errors";
import { positionOf, type Problem, showProblem } from "../../provider/filter/index";
import { jsonText, linesIf, oneLine, paint } from "../io";
import type { LabeledFilter } from "./namedFilter";

export interface Validated extends LabeledFilter {
  readonly findings: readonly { readonly severity: "error" | "warning"; readonly problem: Problem }[];
}

/** Formats findings for people: each with its line and a caret under the error. */
export function asText(filters: readonly Validated[]): string {
  return filters
    .flatMap(({ label, text, findings }) => [
      ...linesIf(findings.length === 0, `${oneLine(label)}: ${paint("green", "ok")}\n`),
      ...findings.map(({ severity, problem }) => {
        const painted = paint(severity === "error" ? "red" : "yellow", severity);
        return `${oneLine(label)}: ${painted}: ${sanitizeForDisplay(showProblem(text, problem))}\n`;
      }),
    ])
    .join("");
}

/** Formats findings for programs. Lines and columns start at 1, and offsets are in UTF-16 code units. */
export function asJson(filters: readonly Validated[]): string {
  return jsonText(
    filters.map(({ name, id, text, findings }) => ({
      name,
      id,
      filter: text,
      valid: findings.every(({ severity }) => severity !== "error"),
      findings: findings.map(({ severity, problem }) => {
        const { rule, message, suggestion, start, end } = problem;
        const range = { start: positionOf(text, start), end: positionOf(text, end), offsets: [start, end] };
        return { severity, rule, message, suggestion, range };
      }),
    })),
  );
}

/** Formats findings as GitHub Actions annotations, with positions if the filter is in a file. */
export function asAnnotations(filters: readonly Validated[], file: string | undefined): string {
  return filters
    .flatMap(({ label, text, findings }) =>
      findings.map(({ severity, problem }) => {
        const [start, end] = [positionOf(text, problem.start), positionOf(text, problem.end)];
        const lines = { file, line: start.line, endLine: end.line };
        // GitHub supports columns only if the range is on one line.
        const columns = start.line === end.line && { col: start.column, endColumn: end.column };
        const properties = Object.entries<string | number | undefined>({
          ...(file !== undefined && { ...lines, ...columns }),
          title: `${label}: ${problem.rule}`,
        }).map(([key, value]) => `${key}=${oneLine(String(value)).replace(/[%:,]/g, encodeURIComponent)}`);
        // A line break would end the workflow command.
        const message = sanitizeForDisplay(showProblem(text, problem)).replace(/[%\n]/g, encodeURIComponent);
        return `::${severity} ${properties.join(",")}::${message}\n`;
      }),
    )
    .join("");
}

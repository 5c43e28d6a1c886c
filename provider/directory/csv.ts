import type * as Csv from "csv-parse/sync";
import { columnsIn } from "./columns";
import { DirectoryError, Memberships } from "./directory";

/**
 * Parses CSV with one line per membership or per user, separated by commas, semicolons, or tabs.
 * @throws {DirectoryError} If it is not valid. The message begins with the line number.
 */
export function membershipsInCsv(text: string): Memberships {
  // PowerShell and Excel may write these lines above the header.
  const [, separator] = /^"?sep=([^\r\n])"?[,;\t]*\r?\n/i.exec(text) ?? [];
  const firstLine = text.startsWith("#TYPE") || separator !== undefined ? 2 : 1;
  const header = text.split("\n", firstLine)[firstLine - 1] ?? "";
  const [names = [], ...records] = parse(text, {
    delimiter: separator ?? delimiterIn(header),
    from_line: firstLine,
    skip_empty_lines: true,
  });
  const columns = columnsIn(names, `line ${firstLine} has no column for the`);
  const memberships = new Memberships();
  for (const record of records) {
    const user = record[columns.user] ?? "";
    if (user === "") {
      // Entra ID exports nested groups and devices as members without a user principal name.
      memberships.others += 1;
    } else {
      memberships.addCell(user, record[columns.groups] ?? "", columns.isMultiValued);
    }
  }
  return memberships;
}

function parse(text: string, options: Csv.Options): readonly string[][] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the library is loaded only when a file is read
  const { CsvError, parse: parseCsv } = require("csv-parse/sync") as typeof Csv;
  try {
    return parseCsv(text, options);
  } catch (error) {
    if (error instanceof CsvError) {
      throw new DirectoryError(
        `line ${String(error["lines"])} ${PROBLEMS[error.code] ?? "is not valid CSV. Export the file again."}`,
      );
    }
    throw error;
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH:
    "has more or fewer fields than the header. Put double quotes around a field that contains a separator.",
  CSV_QUOTE_NOT_CLOSED: "is the last line, and a quote is not closed. Close it, or double it.",
  INVALID_OPENING_QUOTE: "has a quote inside a field. Put quotes around the field, and double the inner one.",
  CSV_INVALID_CLOSING_QUOTE: "has text after a closing quote. If the quote belongs to the field, double it.",
};

function delimiterIn(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((most, other) => (count(other) > count(most) ? other : most));
}

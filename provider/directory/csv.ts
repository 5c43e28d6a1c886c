import { createRequire } from "node:module";
import type * as Csv from "csv-parse/sync";
import { adviceOn, columnsIn, groupsIn } from "./columns";
import { DirectoryError, Memberships } from "./directory";

/**
 * Reads CSV, one line a membership or one a user: with commas, semicolons or tabs between the fields.
 *
 * @throws DirectoryError that begins with the line
 */
export function membershipsInCsv(text: string): Memberships {
  // What PowerShell writes above the header.
  const firstLine = text.startsWith("#TYPE") ? 2 : 1;
  const header = text.split("\n", firstLine)[firstLine - 1] ?? "";
  const options = { delimiter: delimiterIn(header), from_line: firstLine, skip_empty_lines: true };
  const [names = [], ...records] = parse(text, options);
  const columns = columnsIn(names);
  if ("missing" in columns) {
    throw new DirectoryError(
      `line ${firstLine} names no column of ${columns.missing}. ${adviceOn(columns.missing)}`,
    );
  }
  const memberships = new Memberships();
  for (const [index, record] of records.entries()) {
    const user = record[columns.user] ?? "";
    if (user === "" && columns.isOther(record)) {
      memberships.leaveOut();
      continue;
    }
    if (user === "") {
      throw new DirectoryError(
        `line ${lineOf(index + 1, text, options)} names no user. Remove the line, or fill in the user.`,
      );
    }
    memberships.add(user, groupsIn(record[columns.groups] ?? "", columns.isMultiValued));
  }
  return memberships;
}

type Options = Csv.Options & { readonly delimiter: string };

/** The library is loaded when the first file is read: not at all where there is none. */
function load(): typeof Csv {
  return createRequire(__filename)("csv-parse/sync") as typeof Csv;
}

function parse(text: string, options: Options): readonly string[][] {
  const { CsvError, parse: parseCsv } = load();
  try {
    return parseCsv(text, options);
  } catch (error) {
    if (error instanceof CsvError) {
      throw new DirectoryError(
        `line ${String(error["lines"])} ${PROBLEMS[error.code] ?? "is no CSV. Export the file again."}`,
      );
    }
    throw error;
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH:
    "has more or fewer fields than the header. Put double quotes around a field that holds a separator.",
  CSV_QUOTE_NOT_CLOSED: "is the last, and a quote is never closed. Close it, or write it twice.",
  INVALID_OPENING_QUOTE: "has a quote within a field. Put quotes around the field, and write this one twice.",
  CSV_INVALID_CLOSING_QUOTE: "goes on behind a closing quote. Write a quote that belongs to the field twice.",
};

/** Reading it again, for only an error needs the lines. */
function lineOf(record: number, text: string, options: Options): number {
  const read = load().parse(text, { ...options, info: true, to: record + 1 }) as unknown as {
    readonly info: { readonly lines: number };
  }[];
  return read.at(-1)?.info.lines ?? 0;
}

/** What stands most often in the header. */
function delimiterIn(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [",", ";", "\t"].reduce((most, other) => (count(other) > count(most) ? other : most));
}

import {
  configurationKey,
  currentName,
  OAUTH_FIELD_NAMES,
  OAUTH_FIELDS,
  type OAuthFieldRow,
  SETTING_NAMES,
  type SettingName,
  type SettingRow,
  SETTINGS,
  variableOf,
} from "../../provider/config/settingsTable";

/** Returns docs/configuration.md with new settings tables. Each table is between two comments that contain its name. */
export function withSettings(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name}: written by \`npm run docs\` -->\n`, `<!-- end of ${name} -->\n`];
    const [before, after] = [text.indexOf(begin), text.indexOf(end)];
    if (before < 0 || after < before) {
      throw new Error(`docs/configuration.md has no comments around the table "${name}".`);
    }
    return `${text.slice(0, before)}${begin}\n${table()}\n${text.slice(after)}`;
  }, page);
}

const TABLES: Readonly<Record<string, () => string>> = {
  "settings table": () => aligned(settingRows((name) => !isLimit(name))),
  // Limits are not arguments of Provider.
  "limits table": () => aligned(settingRows(isLimit).map((row) => row.toSpliced(1, 1))),
  "oauth table": () => {
    const isOptional = (row: OAuthFieldRow) => Number(row.isRequired !== true);
    const rows = OAUTH_FIELD_NAMES.toSorted(
      (one, other) => isOptional(OAUTH_FIELDS[one]) - isOptional(OAUTH_FIELDS[other]),
    ).map((name) => [code(name), code(variableOf(name)), summaryOf(OAUTH_FIELDS[name])]);
    return aligned([["field of `oauth`", "environment variable", ""], ...rows]);
  },
};

function settingRows(isWanted: (name: SettingName) => boolean): string[][] {
  const rows = SETTING_NAMES.filter((name) => currentName(name) === name && isWanted(name)).map((name) => [
    summaryOf(SETTINGS[name]),
    code(name),
    code(configArgument(name)),
    code(variableOf(name)),
    defaultOf(SETTINGS[name]),
  ]);
  const argument = "argument of `Provider`";
  return [["setting", argument, "`pulumi config set …`", "environment variable", "default"], ...rows];
}

function isLimit(name: SettingName): boolean {
  const { kind } = SETTINGS[name].type;
  return kind === "count" || kind === "seconds";
}

/** Returns the summary, with limits if it does not contain them. */
export function summaryOf({ summary, type, default: standard }: SettingRow | OAuthFieldRow): string {
  if (type.kind === "count") {
    return `${summary}, ${type.min} to ${type.max}`;
  }
  if (type.kind === "whole seconds") {
    return `${summary}, seconds from ${type.min} to ${type.max}; default ${standard ?? "none"}`;
  }
  return type.kind === "text" && type.maxLength !== undefined
    ? `${summary}: up to ${type.maxLength} printable ASCII characters`
    : summary;
}

function configArgument(name: SettingName): string {
  const { type, isSecret }: SettingRow = SETTINGS[name];
  const key = configurationKey(name);
  return type.kind === "object" ? `--path ${key}.…` : isSecret === true ? `--secret ${key}` : key;
}

function defaultOf({ default: standard, whenUnset = "none" }: SettingRow): string {
  return typeof standard === "string" ? code(standard) : String(standard ?? whenUnset);
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Returns a Markdown table in the format of Prettier. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const [header = []] = rows;
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const rule = widths.map((width) => "-".repeat(width));
  return [header, rule, ...rows.slice(1)].map(line).join("");
}

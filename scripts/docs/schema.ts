import { readFileSync } from "node:fs";
import ts from "typescript";
import {
  OAUTH_FIELDS,
  type OAuthFieldRow,
  type SettingRow,
  SETTINGS,
  type SettingType,
} from "../../provider/config/settingsTable";
import { PROPERTY_NAMES } from "../../provider/wire/properties";
import { summaryOf } from "./settings";

const OAUTH = "confluent-sso:index:OAuth";
const FOUND = "confluent-sso:index:GroupMappingResult";

const TYPES: Readonly<Record<SettingType["kind"], object>> = {
  text: { type: "string" },
  uuid: { type: "string" },
  choice: { type: "string" },
  count: { type: "integer" },
  seconds: { type: "number" },
  "whole seconds": { type: "integer" },
  object: { $ref: `#/types/${OAUTH}` },
};

/** Returns schema.json, the interface of the provider plugin, from the table of settings and the docstrings of the SDK. */
export function schemaFile(): string {
  return `${JSON.stringify(schema(), undefined, 2)}\n`;
}

function schema(): object {
  const text = readFileSync("package.json", "utf8");
  const { version, keywords, license } = JSON.parse(text) as Record<string, unknown>;
  const files = ["sdk/lookups.ts", "provider/lookups/result.ts", "sdk/groupMapping.ts"];
  const docs = Object.fromEntries(files.flatMap((file) => Object.entries(docstringsIn(file))));
  const textsOf = (owner: string, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => {
        const description = docs[`${owner}.${name}`] ?? docs[`GroupMappingArgs.${name}`];
        return [name, { type: "string", description }];
      }),
    );
  const inputs = {
    ...textsOf("GroupMappingArgs", ["displayName", "filter", "description", "adoptId", "filterCheck"]),
    allowEveryone: { type: "boolean", description: docs["GroupMappingArgs.allowEveryone"] },
  };
  const outputs = textsOf("GroupMapping", PROPERTY_NAMES);
  const found = {
    ...textsOf("GetGroupMappingResult", ["id"]),
    ...outputs,
    ...textsOf("GroupMapping", ["roleBindingPrincipal"]),
  };
  const propertiesOf = (rows: Readonly<Record<string, SettingRow | OAuthFieldRow>>) =>
    Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, settingProperty(row)]));
  const settings = propertiesOf(SETTINGS);
  return {
    name: "confluent-sso",
    displayName: "Confluent SSO",
    description: "The SSO group mappings of Confluent Cloud",
    version,
    keywords,
    license,
    publisher: "pulumi-confluent-sso",
    language: Object.fromEntries(
      ["nodejs", "python", "go", "csharp"].map((language) => [language, { respectSchemaVersion: true }]),
    ),
    config: { variables: settings },
    types: {
      [OAUTH]: {
        type: "object",
        description: "OAuth instead of a Cloud API key.",
        properties: propertiesOf(OAUTH_FIELDS),
        required: ["oauthIdentityPoolId"],
      },
      [FOUND]: {
        type: "object",
        description: "A group mapping that was looked up.",
        properties: found,
        required: Object.keys(found),
      },
    },
    provider: { description: "Credentials and settings of one organization.", inputProperties: settings },
    resources: {
      "confluent-sso:index:GroupMapping": {
        description: docs["GroupMapping"],
        properties: outputs,
        required: PROPERTY_NAMES,
        inputProperties: inputs,
        requiredInputs: ["displayName", "filter"],
        listInputs: { type: "object", properties: {} },
      },
    },
    functions: {
      "confluent-sso:index:getGroupMapping": {
        description: docs["getGroupMapping"],
        inputs: { properties: textsOf("LookupKey", ["id", "displayName"]) },
        outputs: { properties: found, required: Object.keys(found) },
      },
      "confluent-sso:index:getGroupMappings": {
        description: docs["getGroupMappings"],
        inputs: { properties: textsOf("GetGroupMappingsArgs", ["displayName"]) },
        outputs: {
          properties: { groupMappings: { type: "array", items: { $ref: `#/types/${FOUND}` } } },
          required: ["groupMappings"],
        },
      },
    },
  };
}

/** Has no environment variable as a default, because SDKs would copy its value into the state. */
function settingProperty(row: SettingRow | OAuthFieldRow): object {
  const summary = summaryOf(row).replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
  const standard = row.default === undefined ? "" : ` Default: ${row.default}.`;
  const isSecret = row.isSecret === true || "isCredential" in row;
  return {
    ...TYPES[row.type.kind],
    description: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.${standard}`,
    ...(isSecret && { secret: true }),
    ...("newName" in row && { deprecationMessage: `Use ${row.newName}.` }),
  };
}

/** Returns the docstrings in a file, by `Class` and `Class.member`, without the examples, which are in TypeScript. */
function docstringsIn(file: string): Record<string, string> {
  const docs: Record<string, string> = {};
  const visit = (node: ts.Node, owner: string) => {
    const name = (node as Partial<ts.NamedDeclaration>).name?.getText() ?? "";
    const path = [owner, name].filter(Boolean).join(".");
    const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    if (comment !== undefined && name !== "") {
      const text = ts.getTextOfJSDocComment(comment.comment) ?? "";
      docs[path] = text.replace(/\n```[^]*?```(?:\n+|$)/g, "\n").trim();
    }
    ts.forEachChild(node, (child) => {
      visit(child, path);
    });
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true), "");
  return docs;
}

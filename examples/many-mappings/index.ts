import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { filters, GroupMapping } from "pulumi-confluent-sso";
import { readMappings } from "./readMappings";

const FILE = "mappings.yaml";
const { mappings, problems } = readMappings(readFileSync(join(__dirname, FILE), "utf8"));

if (problems.length > 0) {
  const lines = problems.map(({ line, column, text }) => `${FILE}:${line}:${column}: ${text}`);
  throw new pulumi.RunError(lines.join("\n"));
}

export const principals = Object.fromEntries(
  mappings.map(({ name, displayName, description, groups, filter, protect }) => {
    const mapping = new GroupMapping(
      name,
      { displayName, description, filter: filter ?? filters.anyOf(...groups) },
      { protect },
    );
    return [name, mapping.roleBindingPrincipal];
  }),
);

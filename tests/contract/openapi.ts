import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "yaml";

/** A schema in the document, or a reference to one. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

export interface Content {
  readonly "application/json": { readonly schema: Schema };
}

export interface Response {
  readonly content?: Content;
  readonly headers?: Readonly<Record<string, Reference>>;
}

export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

/** An operation, and the path parameters of the request. */
export interface FoundOperation {
  readonly operation: Operation;
  /** The parameters of the path and of the operation. */
  readonly parameters: readonly Parameter[];
  /** The values of the path parameters. */
  readonly segments: Readonly<Record<string, string>>;
}

interface Reference {
  readonly $ref: string;
}

interface PathItem {
  readonly parameters?: readonly Parameter[];
  readonly get?: Operation;
  readonly post?: Operation;
  readonly patch?: Operation;
  readonly delete?: Operation;
}

export interface Contract {
  readonly components: Schema;
  readonly paths: Readonly<Record<string, PathItem>>;
}

/** Resolved through the package name, because this file runs from the sources and from bin/. */
const CONTRACT_FOLDER = join(dirname(require.resolve("pulumi-confluent-sso/package.json")), "tests/contract");

const CONTRACT_FILES = ["group-mappings.openapi.yaml", "organizations.openapi.yaml"];

/** The documents by file name. A document can refer to another one, and every reference contains a file name. */
export const contracts: ReadonlyMap<string, Contract> = new Map(
  CONTRACT_FILES.map((file) => {
    const document: unknown = parse(readFileSync(join(CONTRACT_FOLDER, file), "utf8"));
    return [file, withFullReferences(document, file) as Contract];
  }),
);

/** Returns the operation for a method and a path, or undefined if the contract has none. */
export function findOperation(method: string, path: string): FoundOperation | undefined {
  const paths = [...contracts.values()].flatMap((contract) => Object.entries(contract.paths));
  for (const [template, item] of paths) {
    const segments = matchPath(template, path);
    const operation = operationOf(item, method);
    if (segments !== undefined && operation !== undefined) {
      return {
        operation,
        segments,
        parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])],
      };
    }
  }
  return undefined;
}

/** Returns the response that an operation declares for a status, with header names in lower case. */
export function findResponse(
  operation: Operation,
  status: number,
): { readonly content?: Content; readonly headers: ReadonlyMap<string, Schema> } | undefined {
  const declared = operation.responses[status];
  if (declared === undefined) {
    return undefined;
  }
  const response = "$ref" in declared ? (resolve(declared) as Response) : declared;
  const headers = Object.entries(response.headers ?? {}).map(
    ([name, reference]) =>
      [name.toLowerCase(), (resolve(reference) as { readonly schema: Schema }).schema] as const,
  );
  return { ...response, headers: new Map(headers) };
}

/** Returns the target of a reference. */
function resolve({ $ref }: Reference): unknown {
  const [file = "", pointer = ""] = $ref.split("#");
  const [, ...names] = pointer.split("/");
  return names.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], contracts.get(file));
}

/** Adds the file name to each reference within the document: `#/…` becomes `file#/…`. */
function withFullReferences(node: unknown, file: string): unknown {
  if (Array.isArray(node)) {
    return node.map((item) => withFullReferences(item, file));
  }
  if (typeof node !== "object" || node === null) {
    return node;
  }
  return Object.fromEntries(
    Object.entries(node).map(([name, value]: [string, unknown]) => [
      name,
      name === "$ref" && typeof value === "string" && value.startsWith("#")
        ? `${file}${value}`
        : withFullReferences(value, file),
    ]),
  );
}

function operationOf(item: PathItem, method: string): Operation | undefined {
  switch (method) {
    case "GET":
      return item.get;
    case "POST":
      return item.post;
    case "PATCH":
      return item.patch;
    case "DELETE":
      return item.delete;
    default:
      return undefined;
  }
}

function matchPath(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const values = new RegExp(`^${template.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
  return values === null
    ? undefined
    : Object.fromEntries(names.map((name, index) => [name, values[index + 1] ?? ""]));
}

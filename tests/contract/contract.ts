import type { RecordedExchange, RecordedResponse } from "../../emulator/index";
import { findOperation, findResponse, type FoundOperation, type Operation } from "./openapi";
import { checkText, checkValue } from "./schemas";
import { checkTokenExchange, isTokenExchange } from "./tokens";

/**
 * Returns one sentence for each violation of the OpenAPI documents in this folder.
 *
 * Checks only the request of a faulted exchange, because its response is invalid on purpose.
 */
export function checkExchange(exchange: RecordedExchange): string[] {
  if (isTokenExchange(exchange)) {
    return checkTokenExchange(exchange);
  }
  const { method, path, response } = exchange;
  const found = findOperation(method, path);
  const answer = exchange.faulted ? undefined : response;
  return [
    ...(found === undefined
      ? [`request: the contract has no ${method} ${path}`]
      : checkRequest(exchange, found)),
    ...(answer === undefined ? [] : checkResponse(answer, found?.operation)),
  ];
}

/** Headers that the descriptions in the contract promise for a status, in addition to the one in every response. */
const REQUIRED_HEADERS: Readonly<Record<number, string>> = { 201: "location", 401: "www-authenticate" };

function checkRequest(
  exchange: RecordedExchange,
  { operation, parameters, segments }: FoundOperation,
): string[] {
  const { query, body, headers } = exchange;
  const parameterNames = new Set(parameters.filter((one) => one.in === "query").map((one) => one.name));
  const unknown = Object.keys(query).filter((name) => !parameterNames.has(name));
  const content = operation.requestBody?.content;
  return [
    ...unknown.map((name) => `request: query parameter ${name} is not in the contract`),
    ...parameters.flatMap(({ name, in: place, schema }) => {
      const value = (place === "query" ? query : segments)[name];
      return value === undefined ? [] : checkText(`request: ${place} parameter ${name}`, schema, value);
    }),
    ...(content === undefined
      ? noBody("request", body)
      : [
          ...checkContentType("request", headers),
          ...checkValue("request: body", content["application/json"].schema, body),
        ]),
  ];
}

function checkResponse(response: RecordedResponse, operation: Operation | undefined): string[] {
  const { status, headers, body } = response;
  const what = `response ${status}`;
  const required = ["x-request-id", REQUIRED_HEADERS[status]].filter((name) => name !== undefined);
  const missing = required
    .filter((name) => headers[name] === undefined)
    .map((name) => `${what}: header ${name} is missing`);
  if (operation === undefined) {
    return missing;
  }
  const declared = findResponse(operation, status);
  if (declared === undefined) {
    return [...missing, `${what}: the status is not declared for the operation`];
  }
  return [
    ...missing,
    ...[...declared.headers].flatMap(([name, schema]) => {
      const value = headers[name];
      return value === undefined ? [] : checkText(`${what}: header ${name}`, schema, value);
    }),
    ...(declared.content === undefined
      ? noBody(what, body)
      : [
          ...checkContentType(what, headers),
          ...checkValue(`${what}: body`, declared.content["application/json"].schema, body),
        ]),
  ];
}

function checkContentType(what: string, headers: Readonly<Record<string, string>>): string[] {
  const type = headers["content-type"] ?? "";
  return /^application\/json\s*(;|$)/i.test(type)
    ? []
    : [`${what}: content-type is "${type}", not application/json`];
}

function noBody(what: string, body: unknown): string[] {
  return body === undefined ? [] : [`${what}: the contract has no body here`];
}

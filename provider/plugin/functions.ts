import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { withCode } from "../errors";
import { type Properties, textOf } from "../wire";
import type { Plugin } from "./plugin";
import { requireGroupMapping } from "./resource";
import { hiddenValuesIn, structOf } from "./values";

/** Looks up one mapping, or all of them. */
export async function invoke(
  plugin: Plugin,
  request: messages.InvokeRequest,
): Promise<messages.InvokeResponse> {
  const { values, secretNames } = hiddenValuesIn(request.getArgs());
  const given = Object.entries(values).filter(([, value]) => value !== null);
  const problem = problemOfArguments(request.getTok(), Object.fromEntries(given));
  if (problem !== undefined) {
    return new messages.InvokeResponse().setFailuresList([
      new messages.CheckFailure().setReason(withCode(problem, "program")),
    ]);
  }
  const result = await lookUp(plugin, request.getTok(), values);
  const isSecret = secretNames.length > 0;
  return new messages.InvokeResponse().setReturn(structOf(result, isSecret ? Object.keys(result) : []));
}

const GET_GROUP_MAPPING = "confluent-sso:index:getGroupMapping";
const GET_GROUP_MAPPINGS = "confluent-sso:index:getGroupMappings";

function problemOfArguments(token: string, args: Properties): string | undefined {
  const names = Object.keys(args);
  const areTexts = Object.values(args).every((value) => typeof value === "string" && value.trim() !== "");
  switch (token) {
    case GET_GROUP_MAPPING:
      return areTexts && names.length === 1 && ["id", "displayName"].includes(names[0] ?? "")
        ? undefined
        : "getGroupMapping needs either an id, such as group-abc123, or a displayName, but not both. It must not be empty.";
    case GET_GROUP_MAPPINGS:
      return areTexts && names.every((name) => name === "displayName")
        ? undefined
        : "getGroupMappings has one argument, displayName, a string that is not empty. Omit it to get all group mappings.";
    default:
      return `${token} is not a function of this package. Its functions are ${GET_GROUP_MAPPING} and ${GET_GROUP_MAPPINGS}.`;
  }
}

async function lookUp({ lookups }: Plugin, token: string, args: Properties): Promise<object> {
  const [id, displayName] = [textOf(args["id"]), textOf(args["displayName"])];
  if (token === GET_GROUP_MAPPING) {
    return id === undefined ? lookups.byDisplayName(displayName ?? "") : lookups.byId(id);
  }
  const all = await lookups.all();
  return {
    groupMappings: all.filter((mapping) => displayName === undefined || mapping.displayName === displayName),
  };
}

/** Returns one page of the API's list, and the token of the next page. */
export async function list(plugin: Plugin, request: messages.ListRequest): Promise<messages.ListResponse[]> {
  requireGroupMapping(request.getToken());
  const { ListResponse } = messages;
  const orNone = (limit: number) => (limit < 1 ? Number.POSITIVE_INFINITY : limit);
  const limit = orNone(request.getLimit());
  const size = Math.min(limit, orNone(request.getPageSize()));
  const { mappings, next } = await plugin.mappings.page(size, request.getContinuationToken());
  const results = mappings
    .slice(0, limit)
    .map(({ id, display_name: name = "" }) =>
      new ListResponse().setResult(new ListResponse.Result().setId(id).setName(name)),
    );
  if (next === undefined || mappings.length > limit) {
    return results;
  }
  const continuation = new ListResponse.Continuation().setContinuationToken(next);
  return [...results, new ListResponse().setContinuation(continuation)];
}

import { isDeepStrictEqual } from "node:util";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { PluginConfiguration } from "../config";
import type { Plugin } from "./plugin";
import { hasUnknown, valuesIn } from "./values";

/** Returns the arguments unchanged: values from the environment must not get into the state. */
export function checkConfig(plugin: Plugin, request: messages.CheckRequest): messages.CheckResponse {
  plugin.markProgramRuns();
  const { values } = valuesIn(request.getNews());
  const problem = hasUnknown(values) ? undefined : plugin.problemOf(configurationIn(values, request));
  const failures = problem === undefined ? [] : [new messages.CheckFailure().setReason(problem)];
  return new messages.CheckResponse().setInputs(request.getNews()).setFailuresList(failures);
}

/**
 * Never replaces a provider, because the new credentials may belong to the same organization, and each operation compares the
 * organization. Any difference is a change, because the engine would otherwise keep using the old arguments. After a move from
 * another provider, the old arguments are those of that provider.
 */
export function diffConfig(_plugin: Plugin, request: messages.DiffRequest): messages.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const [olds, news] = [request.getOlds(), request.getNews()].map((struct) => valuesIn(struct).values);
  const isSame = isDeepStrictEqual(olds, news) && !hasUnknown(news);
  return new messages.DiffResponse().setChanges(isSame ? DIFF_NONE : DIFF_SOME);
}

export function configure(plugin: Plugin, request: messages.ConfigureRequest): messages.ConfigureResponse {
  plugin.configure(configurationIn(valuesIn(request.getArgs()).values, request));
  return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
}

/** Distinguishes a Provider of the program from the one that the engine creates, which is named `default` or `default_0_1_0`. */
function configurationIn(
  args: PluginConfiguration["args"],
  request: messages.CheckRequest | messages.ConfigureRequest,
): PluginConfiguration {
  const urn = request.getUrn() ?? "";
  const name = request.getName() ?? urn.split("::").slice(3).join("::");
  const isChild = urn.includes("$");
  return { args, isExplicit: isChild || !/^(?:default(?:_.*)?)?$/.test(name) };
}

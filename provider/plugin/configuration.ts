import { isDeepStrictEqual } from "node:util";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { PluginConfiguration } from "../config";
import type { Plugin } from "./plugin";
import { hasUnknown, hiddenValuesIn, structOf, valuesIn } from "./values";

/** What the schema calls a secret. A class that was not generated from it may pass it in plain text. */
const SECRET_ARGUMENTS = ["cloudApiSecret", "oauth"];

/**
 * Returns the arguments with their secrets marked, so that the engine encrypts them in the state. Values from the environment
 * must not get there at all.
 */
export function checkConfig(plugin: Plugin, request: messages.CheckRequest): messages.CheckResponse {
  plugin.markProgramRuns();
  const { values, secretNames } = hiddenValuesIn(request.getNews());
  const problem = plugin.problemOf(configurationIn(values, request), hasUnknown(values));
  const failures = problem === undefined ? [] : [new messages.CheckFailure().setReason(problem)];
  const inputs = structOf(values, [...new Set([...secretNames, ...SECRET_ARGUMENTS])]);
  return new messages.CheckResponse().setInputs(inputs).setFailuresList(failures);
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
  plugin.configure(configurationIn(hiddenValuesIn(request.getArgs()).values, request));
  return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
}

/** `default`, with a version, with the address of a download, or with both: `default_0_1_0_example.com/plugins`. */
const DEFAULT_NAME = /^(?:default(?:_\d+_\d+_\d.*|_.*[./].*)?)?$/;

/** Distinguishes a Provider of the program from the one that the engine creates. */
function configurationIn(
  args: PluginConfiguration["args"],
  request: messages.CheckRequest | messages.ConfigureRequest,
): PluginConfiguration {
  const urn = request.getUrn() ?? "";
  const name = (request.getName() ?? "") || urn.split("::").slice(3).join("::");
  const isChild = urn.includes("$");
  return { args, isExplicit: isChild || !DEFAULT_NAME.test(name) };
}

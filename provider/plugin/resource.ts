import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PLUGIN_RESOURCE_TYPE, PROVIDER_REFERENCE } from "../../sdk/dynamicProvider";
import { ProviderError } from "../errors";
import { INPUT_NAMES, type Inputs, isLookup, type Properties, textOf, UNKNOWN } from "../wire";
import type { Plugin } from "./plugin";
import { hiddenValuesIn, structOf } from "./values";

export async function check(plugin: Plugin, request: messages.CheckRequest): Promise<messages.CheckResponse> {
  requireGroupMapping(request.getType());
  plugin.markProgramRuns();
  const olds = hiddenValuesIn(request.getOlds());
  const { values, secretNames } = hiddenValuesIn(request.getNews());
  const { inputs, failures } = await plugin.operations.check(olds.values, values, secretNames);
  return new messages.CheckResponse()
    .setInputs(structOf(inputs, secretNames))
    .setFailuresList(
      failures.map(({ property, reason }) =>
        new messages.CheckFailure().setProperty(property).setReason(reason),
      ),
    );
}

export async function diff(plugin: Plugin, request: messages.DiffRequest): Promise<messages.DiffResponse> {
  const { values: olds } = hiddenValuesIn(request.getOlds());
  const { values: news } = hiddenValuesIn(request.getNews());
  const { changed } = await plugin.operations.diff(request.getId(), olds, news);
  const ignored = ignoredIn(request);
  const shown = changed.filter((name) => !ignored.includes(name));
  const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(shown.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(shown)
    .setHasdetaileddiff(true);
  for (const name of shown) {
    response
      .getDetaileddiffMap()
      .set(name, new messages.PropertyDiff().setKind(messages.PropertyDiff.Kind.UPDATE));
  }
  return response;
}

export async function create(
  plugin: Plugin,
  request: messages.CreateRequest,
): Promise<messages.CreateResponse> {
  const { values, secretNames } = hiddenValuesIn(request.getProperties());
  const { id, outs } = request.getPreview()
    ? { id: adoptedId(values), outs: plugin.operations.previewCreate(values) }
    : await plugin.operations.create(values);
  return new messages.CreateResponse().setId(id).setProperties(outputs(outs, secretNames));
}

/** Returns the id of a mapping that create will adopt; empty, which means unknown, if it will create one. */
function adoptedId({ adoptId }: Properties): string {
  return adoptId === UNKNOWN ? "" : (textOf(adoptId) ?? "");
}

export async function read(plugin: Plugin, request: messages.ReadRequest): Promise<messages.ReadResponse> {
  requireGroupMapping(request.getType());
  const { values, secretNames } = hiddenValuesIn(request.getProperties());
  const secrets = [...secretNames, ...hiddenValuesIn(request.getInputs()).secretNames];
  const result = await plugin.operations.read(request.getId(), values);
  if (!("id" in result)) {
    return new messages.ReadResponse();
  }
  const inputs = isLookup(values) ? withoutDefaults(result.inputs) : result.inputs;
  return new messages.ReadResponse()
    .setId(result.id)
    .setProperties(outputs(result.props, secrets))
    .setInputs(structOf(inputs, secrets));
}

export async function update(
  plugin: Plugin,
  request: messages.UpdateRequest,
): Promise<messages.UpdateResponse> {
  const { values: olds } = hiddenValuesIn(request.getOlds());
  const { values, secretNames } = hiddenValuesIn(request.getNews());
  // The engine has put old inputs in place of the ignored ones. The API may have stored others.
  const ignored = ignoredIn(request).map((name) => [name, olds[name] ?? values[name]] as const);
  const news = { ...values, ...Object.fromEntries(ignored) };
  const outs = request.getPreview()
    ? await plugin.operations.previewUpdate(olds, news)
    : (await plugin.operations.update(request.getId(), olds, news)).outs;
  return new messages.UpdateResponse().setProperties(outputs(outs, secretNames));
}

/** Returns the names of the inputs in the resource option ignoreChanges. */
function ignoredIn(request: messages.DiffRequest | messages.UpdateRequest): readonly string[] {
  const paths = request.getIgnorechangesList();
  return INPUT_NAMES.filter((name) => paths.includes(name) || paths.includes("*"));
}

export async function remove(plugin: Plugin, request: messages.DeleteRequest): Promise<void> {
  const { values } = hiddenValuesIn(request.getProperties());
  await plugin.operations.delete(request.getId(), values);
}

/** Adds the reference to the dynamic provider, so that the resource can move to its class and then be read and deleted. */
function outputs(state: object, secretNames: readonly string[]) {
  return structOf({ ...state, __provider: PROVIDER_REFERENCE }, secretNames);
}

/** Returns the inputs of an import, from which the engine generates a program. */
function withoutDefaults({ description, ...inputs }: Inputs): Partial<Inputs> {
  return description === "" ? inputs : { ...inputs, description };
}

/** @throws {ProviderError} If the program registers a resource that the package does not have. */
export function requireGroupMapping(type: string): void {
  if (type !== "" && type !== PLUGIN_RESOURCE_TYPE) {
    throw new ProviderError(
      `${type} is not a resource of this package. Its resource is ${PLUGIN_RESOURCE_TYPE}.`,
      "invalidInput",
    );
  }
}

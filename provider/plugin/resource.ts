import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PLUGIN_RESOURCE_TYPE, PROVIDER_REFERENCE } from "../../sdk/dynamicProvider";
import { ProviderError } from "../errors";
import { isLookup, type Inputs } from "../wire";
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
  const ignored = request.getIgnorechangesList();
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
    ? { id: "", outs: plugin.operations.previewCreate(values) }
    : await plugin.operations.create(values);
  return new messages.CreateResponse().setId(id).setProperties(outputs(outs, secretNames));
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
  const { values: news, secretNames } = hiddenValuesIn(request.getNews());
  const outs = request.getPreview()
    ? await plugin.operations.previewUpdate(olds, news)
    : (await plugin.operations.update(request.getId(), olds, news)).outs;
  return new messages.UpdateResponse().setProperties(outputs(outs, secretNames));
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

import { ForbiddenError } from "../../provider/rest/http";
import { messageOf, ProviderError } from "../../provider/errors";
import { COLLECTION_PATH, inputsOf, stateAfterRead, stateAfterWrite } from "../../provider/wire";
import type { Context } from "../../provider/lifecycle";
import type { AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { Duplicates, Sabotage, ProviderOperations } from "./actor";
import { contentOf, isSame } from "./content";
import type { Invariant } from "./violation";
import { listOf } from "../support/listOf";

/** A provider with one defect, and the invariant with which the model detects it. */
export interface Saboteur {
  readonly does: string;
  readonly breaks: Invariant;
  readonly sabotage: () => Sabotage;
  /** The setting of its users. Default: `allow`. */
  readonly duplicates?: Duplicates;
}

/** At least one for each invariant that a provider can break, because a check that never fails is useless. */
export const SABOTEURS: readonly Saboteur[] = [
  {
    does: "repeats a lost POST without reading the list",
    breaks: "every mapping has an owner",
    sabotage: () => ({
      adapter: (send) => async (config) =>
        send(config).catch((error: unknown) => {
          if (config.method === "post") {
            return send(config);
          }
          throw error;
        }),
    }),
  },
  {
    does: "sends every POST twice",
    breaks: "every mapping has an owner",
    sabotage: () => ({
      adapter: (send) => async (config) => {
        if (config.method === "post") {
          await send(config);
        }
        return send(config);
      },
    }),
  },
  {
    does: "does not report that a request may still be executed",
    breaks: "every mapping has an owner",
    sabotage: () => ({
      context: (context) => ({ ...context, warn: () => Promise.resolve() }),
      operations: withCreate((create, ...given) =>
        create(...given).catch((error: unknown) => {
          throw new ProviderError(messageOf(error).split("\n", 1).join(""), "internal");
        }),
      ),
    }),
  },
  {
    does: "claims any identical mapping",
    breaks: "no mapping of another writer is claimed",
    sabotage: () => ({
      operations: withCreate(async (create, context, properties) => {
        const inputs = inputsOf(properties);
        const [identical] = await identicalTo(context, inputs);
        return identical === undefined
          ? create(context, properties)
          : { id: identical.id, outs: stateAfterWrite(identical, inputs) };
      }),
    }),
  },
  {
    does: "claims a mapping that the process created earlier",
    breaks: "no mapping has two owners",
    sabotage: () => {
      const made = new WeakMap<Context, Map<string, ReturnType<ProviderOperations["create"]>>>();
      return {
        operations: withCreate(async (create, context, properties) => {
          const ofProcess = made.get(context) ?? new Map<string, ReturnType<ProviderOperations["create"]>>();
          made.set(context, ofProcess);
          const key = JSON.stringify(properties);
          const creation = ofProcess.get(key) ?? create(context, properties);
          ofProcess.set(key, creation);
          const { id, outs } = await creation;
          return { id, outs: { ...outs } };
        }),
      };
    },
  },
  {
    does: "creates a mapping that a killed process left behind",
    breaks: "no duplicate is created if duplicates are refused",
    duplicates: "refuse",
    sabotage: () => ({ duplicates: "allow" }),
  },
  {
    does: "treats every 403 as a deletion",
    breaks: "no mapping is lost",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        read: (...given) =>
          operations.read(...given).catch((error: unknown) => {
            if (error instanceof ForbiddenError || messageOf(error).endsWith("\nThe state is kept.")) {
              return {};
            }
            throw error;
          }),
      }),
    }),
  },
  {
    does: "treats a rejected deletion as success",
    breaks: "success means that the operation was executed",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        remove: (...given) => operations.remove(...given).catch(() => undefined),
      }),
    }),
  },
  {
    does: "treats a rejected PATCH as success",
    breaks: "success means that the operation was executed",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        update: (context, id, olds, news) =>
          operations
            .update(context, id, olds, news)
            .catch(() => ({ outs: stateAfterWrite({}, inputsOf(news), olds) })),
      }),
    }),
  },
  {
    does: "reuses the first list of the process",
    breaks: "every mapping has an owner",
    sabotage: () => ({
      adapter: (send) => {
        const answers = new Map<string, Promise<AxiosResponse>>();
        return (config) => {
          if (!isList(config)) {
            return send(config);
          }
          const key = JSON.stringify(config.params);
          const answer = answers.get(key) ?? send(config);
          answers.set(key, answer);
          return answer;
        };
      },
    }),
  },
  {
    does: "returns the old state from read",
    breaks: "the state matches the API",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        read: async (context, id, properties) => {
          const answer = await operations.read(context, id, properties);
          const known = { ...properties, ...("props" in answer && answer.props) };
          return "props" in answer && properties["filter"] !== undefined
            ? { id, props: stateAfterRead(inputsOf(properties), {}, known), inputs: answer.inputs }
            : answer;
        },
      }),
    }),
  },
  {
    does: "reports no differences",
    breaks: "the inputs match the program",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        diff: (...given) => ({ ...operations.diff(...given), changes: false }),
      }),
    }),
  },
  {
    does: "reports every rejected update as a deletion",
    breaks: "a failure is not a false report",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        update: (...given) =>
          operations.update(...given).catch(() => {
            throw new ProviderError(
              "It was deleted outside Pulumi, as was deleted outside Pulumi",
              "internal",
            );
          }),
      }),
    }),
  },
  {
    does: "never deletes",
    breaks: "nothing fails without a reason",
    sabotage: () => ({
      operations: (operations) => ({
        ...operations,
        remove: () => Promise.reject(new ProviderError("Cannot delete", "internal")),
      }),
    }),
  },
  {
    does: "waits for two hours",
    breaks: "every operation ends in time",
    sabotage: () => ({
      operations: withCreate(async (create, context, properties) => {
        await context.mappings.clock.sleep(7_200_000);
        return create(context, properties);
      }),
    }),
  },
  {
    does: "throws an error that the host treats as a partial failure",
    breaks: "errors are safe for the host",
    sabotage: () => ({
      operations: withCreate((create, ...given) =>
        create(...given).catch((error: unknown) => {
          throw Object.assign(new ProviderError(String(error), "internal"), { id: "" });
        }),
      ),
    }),
  },
  {
    does: "returns a value that is not JSON",
    breaks: "results are plain JSON",
    sabotage: () => ({
      operations: withCreate(async (create, ...given) => {
        const answer = await create(...given);
        return { ...answer, outs: { ...answer.outs, state: undefined as unknown as string } };
      }),
    }),
  },
  {
    does: "sends requests that are not in the contract",
    breaks: "exchanges match the contract",
    sabotage: () => ({
      adapter: (send) => (config) =>
        send(isList(config) ? { ...config, url: `${config.url ?? ""}?sort=id` } : config),
    }),
  },
];

function isList({ method, url }: InternalAxiosRequestConfig): boolean {
  return method === "get" && url === COLLECTION_PATH;
}

function withCreate(
  change: (
    create: ProviderOperations["create"],
    ...given: Parameters<ProviderOperations["create"]>
  ) => ReturnType<ProviderOperations["create"]>,
): (operations: ProviderOperations) => ProviderOperations {
  return (operations) => ({ ...operations, create: (...given) => change(operations.create, ...given) });
}

async function identicalTo({ mappings }: Context, inputs: ReturnType<typeof inputsOf>) {
  const found = [];
  for await (const mapping of listOf(mappings)) {
    const { display_name = "", description = "", filter = "" } = mapping;
    if (isSame({ display_name, description, filter }, contentOf(inputs))) {
      found.push(mapping);
    }
  }
  return found;
}

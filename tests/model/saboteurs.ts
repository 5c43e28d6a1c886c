import { ForbiddenError } from "../../provider/rest/http";
import { messageOf, ProviderError } from "../../provider/errors";
import { COLLECTION_PATH, inputsOf, stateAfterRead, stateAfterWrite } from "../../provider/wire";
import type { Context } from "../../provider/lifecycle";
import type { AxiosResponse, InternalAxiosRequestConfig } from "axios";
import type { Duplicates, Sabotage, Verbs } from "./actor";
import { contentOf, isSame } from "./content";
import type { Invariant } from "./violation";
import { listOf } from "../support/listOf";

/** A provider that is wrong in one way, and the invariant by which the model notices. */
export interface Saboteur {
  readonly does: string;
  readonly breaks: Invariant;
  readonly sabotage: () => Sabotage;
  /** What its users ask for. Default: `allow`. */
  readonly duplicates?: Duplicates;
}

/** At least one for each invariant that a provider can break: a check that never failed would be no check. */
export const SABOTEURS: readonly Saboteur[] = [
  {
    does: "sends a lost POST again without looking",
    breaks: "no mapping without an owner",
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
    breaks: "no mapping without an owner",
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
    does: "tells nobody that a request may still be carried out",
    breaks: "no mapping without an owner",
    sabotage: () => ({
      context: (context) => ({ ...context, warn: () => Promise.resolve() }),
      verbs: withCreate((create, ...given) =>
        create(...given).catch((error: unknown) => {
          throw new ProviderError(messageOf(error).split("\n", 1).join(""), "internal");
        }),
      ),
    }),
  },
  {
    does: "takes any identical mapping for its own",
    breaks: "no mapping of somebody else's taken",
    sabotage: () => ({
      verbs: withCreate(async (create, context, properties) => {
        const inputs = inputsOf(properties);
        const [twin] = await identicalTo(context, inputs);
        return twin === undefined
          ? create(context, properties)
          : { id: twin.id, outs: stateAfterWrite(twin, inputs) };
      }),
    }),
  },
  {
    does: "takes for its own what the process has created before",
    breaks: "no mapping owned twice",
    sabotage: () => {
      const made = new WeakMap<Context, Map<string, ReturnType<Verbs["create"]>>>();
      return {
        verbs: withCreate(async (create, context, properties) => {
          const ofProcess = made.get(context) ?? new Map<string, ReturnType<Verbs["create"]>>();
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
    does: "creates what a killed process left behind",
    breaks: "no twin where duplicates are refused",
    duplicates: "refuse",
    sabotage: () => ({ duplicates: "allow" }),
  },
  {
    does: "takes every 403 for a deletion",
    breaks: "no mapping lost",
    sabotage: () => ({
      verbs: (verbs) => ({
        ...verbs,
        read: (...given) =>
          verbs.read(...given).catch((error: unknown) => {
            if (error instanceof ForbiddenError || messageOf(error).endsWith("\nThe state is kept.")) {
              return {};
            }
            throw error;
          }),
      }),
    }),
  },
  {
    does: "takes a refused deletion for done",
    breaks: "success means that it was done",
    sabotage: () => ({
      verbs: (verbs) => ({ ...verbs, remove: (...given) => verbs.remove(...given).catch(() => undefined) }),
    }),
  },
  {
    does: "takes a refused PATCH for done",
    breaks: "success means that it was done",
    sabotage: () => ({
      verbs: (verbs) => ({
        ...verbs,
        update: (context, id, olds, news) =>
          verbs
            .update(context, id, olds, news)
            .catch(() => ({ outs: stateAfterWrite({}, inputsOf(news), olds) })),
      }),
    }),
  },
  {
    does: "reads every list from the one that the process has read first",
    breaks: "no mapping without an owner",
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
    does: "keeps what the state said when it reads",
    breaks: "state is what the API holds",
    sabotage: () => ({
      verbs: (verbs) => ({
        ...verbs,
        read: async (context, id, properties) => {
          const answer = await verbs.read(context, id, properties);
          const known = { ...properties, ...("props" in answer && answer.props) };
          return "props" in answer && properties["filter"] !== undefined
            ? { id, props: stateAfterRead(inputsOf(properties), {}, known), inputs: answer.inputs }
            : answer;
        },
      }),
    }),
  },
  {
    does: "sees no difference",
    breaks: "inputs are what the program says",
    sabotage: () => ({
      verbs: (verbs) => ({ ...verbs, diff: (...given) => ({ ...verbs.diff(...given), changes: false }) }),
    }),
  },
  {
    does: "says of every refused update that the mapping was deleted",
    breaks: "a failure is no false report",
    sabotage: () => ({
      verbs: (verbs) => ({
        ...verbs,
        update: (...given) =>
          verbs.update(...given).catch(() => {
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
      verbs: (verbs) => ({
        ...verbs,
        remove: () => Promise.reject(new ProviderError("Cannot delete", "internal")),
      }),
    }),
  },
  {
    does: "waits for two hours",
    breaks: "nothing takes for ever",
    sabotage: () => ({
      verbs: withCreate(async (create, context, properties) => {
        await context.mappings.clock.sleep(7_200_000);
        return create(context, properties);
      }),
    }),
  },
  {
    does: "throws an error that the host takes for a partial failure",
    breaks: "errors are fit for the host",
    sabotage: () => ({
      verbs: withCreate((create, ...given) =>
        create(...given).catch((error: unknown) => {
          throw Object.assign(new ProviderError(String(error), "internal"), { id: "" });
        }),
      ),
    }),
  },
  {
    does: "answers what is no JSON",
    breaks: "answers are clean JSON",
    sabotage: () => ({
      verbs: withCreate(async (create, ...given) => {
        const answer = await create(...given);
        return { ...answer, outs: { ...answer.outs, state: undefined as unknown as string } };
      }),
    }),
  },
  {
    does: "asks for what the API does not have",
    breaks: "exchanges keep the contract",
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
  change: (create: Verbs["create"], ...given: Parameters<Verbs["create"]>) => ReturnType<Verbs["create"]>,
): (verbs: Verbs) => Verbs {
  return (verbs) => ({ ...verbs, create: (...given) => change(verbs.create, ...given) });
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

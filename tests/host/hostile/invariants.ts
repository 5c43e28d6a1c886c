import type { ServiceError } from "@grpc/grpc-js";
import type { GroupMapping } from "../../../emulator/index";
import type { Values } from "../../support/host";
import { secretPartsIn } from "../../support/secretParts";
import { uncleanIn } from "../../support/secrets";
import type { Ending, Operation, Run } from "./row";

export const API_KEY = "KEY0000000000001";
export const API_SECRET = 'hostile/secret+of "the" tests';

/** Rows put this after a line terminator. No line of a message may start with it. */
export const FORGED = "FORGED-LINE";

/** The maximum duration of an operation in milliseconds, including the search for the mapping after a POST is abandoned. */
export const LIMIT_MS = 40_000;

/** The inputs of the mapping of a run. */
export interface Content {
  readonly displayName: string;
  readonly description: string;
  readonly filter: string;
}

/** The outcome of a run. */
export interface Outcome {
  readonly run: Run;
  readonly content: Content;
  /** The id of the mapping, if it existed before the run. */
  readonly id: string | undefined;
  /** The result of the operation, or its error. */
  readonly result: { readonly value: Values | undefined } | { readonly error: unknown };
  /** The warnings and status lines of the operation. */
  readonly messages: readonly string[];
  /** The mappings of this run that the server has afterward. */
  readonly held: readonly GroupMapping[];
  readonly executedPosts: number;
  /** The number of times that the operation sent its own request. */
  readonly attempts: number;
  /** The result of the next operation, a read from an honest server, or its error. Undefined if there is no mapping. */
  readonly next: { readonly value: Values } | { readonly error: unknown } | undefined;
}

/** Checks the invariants of every operation, whatever the server does. Returns the violations. */
export function brokenInvariants(outcome: Outcome): string[] {
  const { run, result, messages } = outcome;
  return [
    ...("error" in result
      ? [...problemsOfError(outcome, result.error), ...problemsOfFailure(outcome, messageOf(result.error))]
      : problemsOfSuccess(outcome, result.value ?? {})),
    ...messages.flatMap((message) => problemsOfText(message)),
    ...(outcome.executedPosts > 1 || outcome.held.length > 1
      ? [`created the mapping ${outcome.executedPosts} times`]
      : []),
    ...problemsOfNext(outcome),
    ...(run.mode === "always" ? unexpected(outcome) : []),
  ];
}

/** Every error contains advice. */
const ADVICE =
  /\b(?:Run|Set|Check|Correct|Fix|Use|Look for|Delete|Put|Have|Add|Raise|Try|need the role|Confluent Support can|OrganizationAdmin is the role|To manage the one|If you know that it is gone)\b/;

function problemsOfError({ run, content, id }: Outcome, error: unknown): string[] {
  const { code, details } = error as { code?: number; details?: string };
  const text = messageOf(error);
  // A read and a deletion cannot know whether the display name is a secret.
  const isNamed = run.operation === "create" || run.operation === "update";
  const shownAs = isNamed ? JSON.stringify(content.displayName) : (id ?? "");
  const headlines = text.split("\n").filter((line) => line.startsWith(`Cannot ${run.operation} `));
  return [
    ...(code === 2 && details !== undefined ? [] : [`is not an error of the provider: ${text}`]),
    ...(text.startsWith(`Cannot ${run.operation} group mapping ${shownAs}`)
      ? []
      : [`does not start with the failed operation and the mapping: ${text}`]),
    ...(headlines.length > 1 ? [`is more than one error: ${text}`] : []),
    ...(ADVICE.test(text) ? [] : [`does not say what to do: ${text}`]),
    ...problemsOfText(text),
  ];
}

/** Returns the problems in text that the user sees. */
export function problemsOfText(text: string): string[] {
  return [
    ...uncleanIn(text, API_KEY, API_SECRET),
    ...secretPartsIn(text, API_SECRET).map((part) => `shows ${part} of the secret: ${text}`),
    ...(/[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]|\p{Cs}/u.test(text)
      ? [`has a control character: ${JSON.stringify(text)}`]
      : []),
    ...(new RegExp(`^\\W*${FORGED}`, "m").test(text) ? [`has a line that the server forged: ${text}`] : []),
    ...(/:\s*$/.test(text) ? [`ends with a colon: ${text}`] : []),
  ];
}

/** If the server created a mapping although the operation failed, the error must mention it or its possible existence. */
function problemsOfFailure({ run, executedPosts, held: [held] }: Outcome, text: string): string[] {
  const isLost =
    run.operation === "create" &&
    executedPosts > 0 &&
    held !== undefined &&
    !text.includes(held.id) &&
    !/may (?:already )?exist|[Cc]ould not determine|may still|does not contain the wanted/.test(text);
  return isLost ? [`does not say that the mapping may exist: ${text}`] : [];
}

function problemsOfSuccess({ run, content, id, held }: Outcome, value: Values): string[] {
  const [mapping] = held;
  const answered = JSON.stringify(value);
  switch (run.operation) {
    case "delete":
      return mapping === undefined ? [] : ["reported an existing mapping as deleted"];
    case "create":
      return mapping !== undefined && value["id"] === mapping.id && isOf(value, mapping)
        ? []
        : [`the created mapping differs from the result: ${answered}`];
    case "update":
      return mapping?.filter === content.filter && isOf(value, mapping)
        ? []
        : [`the updated mapping differs from the result: ${answered}`];
    case "read":
      return value["id"] === (mapping === undefined ? "" : id) &&
        (mapping === undefined || isOf(value, mapping))
        ? []
        : [`the mapping differs from the result of the read: ${answered}`];
  }
}

/** Returns whether the properties are those of the mapping. */
function isOf({ properties }: Values, { display_name, description, filter }: GroupMapping): boolean {
  const { displayName, ...others } = properties as Values;
  return displayName === display_name && others["description"] === description && others["filter"] === filter;
}

function problemsOfNext({ next, held: [mapping] }: Outcome): string[] {
  if (next === undefined) {
    return [];
  }
  if ("error" in next) {
    return [`the next operation failed: ${messageOf(next.error)}`];
  }
  const isTrue = mapping === undefined ? next.value["id"] === "" : isOf(next.value, mapping);
  return isTrue ? [] : [`the next operation read different properties: ${JSON.stringify(next.value)}`];
}

/** Returns violations of the row's own expectations. */
function unexpected({ run: { row, operation }, result, attempts }: Outcome): string[] {
  const ending = endingOf(row.always, operation);
  const text = "error" in result ? messageOf(result.error) : "success";
  const isExpected =
    ending === undefined || (typeof ending === "string" ? text.includes(ending) : ending.test(text));
  return [
    ...(isExpected ? [] : [`did not end with ${String(ending)}, but: ${text}`]),
    ...(row.attempts === undefined || row.attempts === attempts ? [] : [`was sent ${attempts} times`]),
  ];
}

function endingOf(
  always: Ending | Partial<Record<Operation, Ending>> | undefined,
  operation: Operation,
): Ending | undefined {
  return typeof always === "object" && !(always instanceof RegExp) ? always[operation] : always;
}

export function messageOf(error: unknown): string {
  return (error as Partial<ServiceError>).details ?? String(error);
}

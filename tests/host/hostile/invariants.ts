import type { ServiceError } from "@grpc/grpc-js";
import type { GroupMapping } from "../../../emulator/index";
import type { Values } from "../../support/host";
import { secretPartsIn } from "../../support/secretParts";
import { uncleanIn } from "../../support/secrets";
import type { Ending, Operation, Run } from "./row";

export const API_KEY = "KEY0000000000001";
export const API_SECRET = 'hostile/secret+of "the" tests';

/** Rows put this behind what looks like the end of a line: no line of a message may begin with it. */
export const FORGED = "FORGED-LINE";

/** The longest that an operation takes with the limits of the tests, in milliseconds: a POST that is given up is looked for. */
export const LIMIT_MS = 40_000;

/** The inputs of the mapping of a run. */
export interface Content {
  readonly displayName: string;
  readonly description: string;
  readonly filter: string;
}

/** What a run has come to. */
export interface Outcome {
  readonly run: Run;
  readonly content: Content;
  /** The id of the mapping, if there was one before. */
  readonly id: string | undefined;
  /** What the operation returned, or its error. */
  readonly result: { readonly value: Values | undefined } | { readonly error: unknown };
  /** What the operation printed as warnings and status lines. */
  readonly messages: readonly string[];
  /** The mappings of this run that the server holds after it. */
  readonly held: readonly GroupMapping[];
  readonly executedPosts: number;
  /** How often the operation sent its own request. */
  readonly attempts: number;
  /** What the next operation, a read on an honest server, returned for the mapping that is there, or its error. */
  readonly next: { readonly value: Values } | { readonly error: unknown } | undefined;
}

/** What every operation has to keep, whatever a server does. Returns what it has not kept. */
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

/** An instruction is in every error: the user can do something about it, if only later. */
const ADVICE =
  /\b(?:Run|Set|Check|Correct|Fix|Use|Look for|Delete|Put|Have|Add|Raise|Try|need the role|Confluent Support can|OrganizationAdmin is the role|To manage the one|If you know that it is gone)\b/;

function problemsOfError({ run, content, id }: Outcome, error: unknown): string[] {
  const { code, details } = error as { code?: number; details?: string };
  const text = messageOf(error);
  // A read and a deletion do not know whether the display name is a secret.
  const isNamed = run.operation === "create" || run.operation === "update";
  const shownAs = isNamed ? JSON.stringify(content.displayName) : (id ?? "");
  const headlines = text.split("\n").filter((line) => line.startsWith(`Cannot ${run.operation} `));
  return [
    ...(code === 2 && details !== undefined ? [] : [`is not an error of the provider: ${text}`]),
    ...(text.startsWith(`Cannot ${run.operation} group mapping ${shownAs}`)
      ? []
      : [`does not begin with what could not be done to which mapping: ${text}`]),
    ...(headlines.length > 1 ? [`is more than one error: ${text}`] : []),
    ...(ADVICE.test(text) ? [] : [`does not say what to do: ${text}`]),
    ...problemsOfText(text),
  ];
}

/** A text that the user sees. */
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

/** Nothing is lost: a mapping that the server created although the operation failed is named, or said to be possible. */
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
      return mapping === undefined ? [] : ["reported a mapping as deleted that is there"];
    case "create":
      return mapping !== undefined && value["id"] === mapping.id && isOf(value, mapping)
        ? []
        : [`created something else than there is: ${answered}`];
    case "update":
      return mapping?.filter === content.filter && isOf(value, mapping)
        ? []
        : [`updated to something else than there is: ${answered}`];
    case "read":
      return value["id"] === (mapping === undefined ? "" : id) &&
        (mapping === undefined || isOf(value, mapping))
        ? []
        : [`read something else than there is: ${answered}`];
  }
}

/** Whether the properties are those of the mapping. */
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
  return isTrue ? [] : [`the next operation read something else: ${JSON.stringify(next.value)}`];
}

/** What the row expects beyond the invariants. */
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

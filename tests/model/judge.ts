import type { Inputs, Properties } from "../../provider/wire";
import { hostProblems } from "../support/hostProblems";
import { uncleanIn } from "../support/secrets";
import { SETTINGS } from "../support/settings";
import type { TestClock } from "../support/testClock";
import { type Content, CONTENT_FIELDS, contentOf, isSame } from "./content";
import type { StackProcess } from "./process";
import { MISTAKEN, type Statistics } from "./statistics";
import { contentNow, contentsSince, type Life, saidOnlySince, type Truth } from "./truth";
import { type Invariant, Violation } from "./violation";

/** An operation that has ended. */
export interface Attempt {
  readonly process: StackProcess;
  /** The time of the call. */
  readonly begun: number;
}

/** The maximum age of an identical mapping that cannot be distinguished from a new one, in milliseconds. */
const SAME_SECONDS = 3_000;

/** Maximum duration of an operation, including all attempts and queueing. */
const MAX_OPERATION_MS = 3_600_000;

/** Compares the result of each operation with the actual content of the API. */
export class Judge {
  readonly violations: Violation[] = [];
  /** Mappings that two writers can claim, because both created identical ones within the same seconds. */
  readonly mistaken = new Set<string>();

  constructor(
    private readonly truth: Truth,
    private readonly clock: TestClock,
    private readonly statistics: Statistics,
  ) {}

  broken(invariant: Invariant, details: string): void {
    this.violations.push(new Violation(invariant, details));
  }

  /** Checks a result of an operation. */
  answered(what: string, answer: unknown): void {
    if (!isCleanJson(answer)) {
      this.broken("results are plain JSON", `${what} returned ${inspect(answer)}`);
    }
  }

  /** Checks a warning. */
  warned(who: string, text: string): void {
    const { apiKey, apiSecret } = SETTINGS.credentials;
    const problems = [
      ...uncleanIn(text, apiKey, apiSecret),
      ...(text.startsWith('"') ? [] : [`does not start with a display name: ${text}`]),
    ];
    if (problems.length > 0) {
      this.broken("errors are safe for the host", `${who}: a warning ${problems.join("; ")}`);
    }
  }

  /** Checks the duration of an operation. */
  ended(what: string, begun: number): void {
    if (this.clock.now() - begun > MAX_OPERATION_MS) {
      this.broken("every operation ends in time", `${what} took ${(this.clock.now() - begun) / 1_000} s`);
    }
  }

  /** Checks an error of an operation. */
  threw(what: string, error: unknown, id?: string): void {
    const problems = hostProblems(error);
    if (problems.length > 0) {
      this.broken("errors are safe for the host", `${what}: the error ${problems.join("; ")}`);
    }
    const text = error instanceof Error ? error.message : String(error);
    if (id !== undefined && text.includes("was deleted outside Pulumi") && this.truth.isLive(id)) {
      this.broken("a failure is not a false report", `${what}: the API has ${id}. ${text}`);
    }
  }

  /** Checks a creation that returned `id`. */
  created({ process, begun }: Attempt, wish: Inputs, id: string, outs: Properties, owners: number): void {
    const wanted = contentOf(wish);
    const what = `${process.name} created ${id}`;
    const life = this.truth.lives.get(id);
    if (life === undefined) {
      this.broken("success means that the operation was executed", `${what}, which never existed in the API`);
      return;
    }
    const isOwn = life.by.name === process.name;
    // Another writer can create a mapping with other content, and change it to this content within the same seconds.
    const contents = isOwn
      ? life.changes.slice(0, 1).map(({ content }) => content)
      : contentsSince(life, begun);
    if (!contents.some((one) => isSame(one, wanted)) || !isSame(contentIn(outs), wanted)) {
      this.broken(
        "success means that the operation was executed",
        `${what} for ${inspect(wanted)}, but returned ${inspect(outs)}`,
      );
    }
    if (!isOwn) {
      if (life.createdAt < begun - SAME_SECONDS) {
        this.broken(
          "no mapping of another writer is claimed",
          `${what}, which ${life.by.name} created ${begun - life.createdAt} ms before`,
        );
      }
      this.mistaken.add(id);
      process.mistaken.push(wanted);
      this.statistics.outcomes.add(MISTAKEN);
    }
    if (owners > 0 && !this.mistaken.has(id)) {
      this.broken("no mapping has two owners", `${what}, which another resource already has`);
    }
    const duplicate = this.duplicateBefore(process, wanted, id);
    if (process.duplicates === "refuse" && duplicate !== undefined) {
      this.broken(
        "no duplicate is created if duplicates are refused",
        `${what}, though ${duplicate.id} of ${duplicate.by.name} existed before ${process.name} started`,
      );
    }
    process.created.add(id);
  }

  /** Checks a read that returned properties. */
  read({ process, begun }: Attempt, id: string, props: Properties): void {
    const life = this.truth.lives.get(id);
    const what = `${process.name} read ${id} as ${inspect(contentIn(props))}`;
    if (life === undefined || (life.deleted?.at ?? Infinity) < process.begun) {
      this.broken(
        "success means that the operation was executed",
        `${what}, which does not exist in the API`,
      );
      return;
    }
    // Data that a process has read can be as old as the process, but not older than its own writes.
    const own = life.changes.filter(({ by, at }) => by.name === process.name && !by.late && at <= begun);
    const since = Math.max(process.begun, own.at(-1)?.at ?? 0);
    if (!contentsSince(life, since).some((content) => isSame(content, contentIn(props)))) {
      this.broken("the state matches the API", `${what}, but it is ${inspect(contentNow(life))}`);
    }
    if (props["principal"] !== id || !String(props["resourceName"]).endsWith(id)) {
      this.broken("the state matches the API", `${what} with ${inspect(props)}`);
    }
    if (own.length > 0 && life.deleted?.by.name === process.name && life.deleted.at < begun) {
      this.broken("the state matches the API", `${what}, which it has deleted itself`);
    }
  }

  /** Checks a read that reported the mapping as deleted, or a deletion that succeeded. */
  gone({ process }: Attempt, operation: "read" | "delete", id: string): void {
    if (this.truth.isLive(id)) {
      this.broken(
        operation === "read" ? "no mapping is lost" : "success means that the operation was executed",
        `${process.name} ${operation === "read" ? "reported the deletion of" : "deleted"} ${id}, but the API has it`,
      );
    }
  }

  /** Checks an update that succeeded. */
  updated({ process, begun }: Attempt, id: string, olds: Properties, news: Inputs, outs: Properties): void {
    const [before, wanted, answered] = [contentIn(olds), contentOf(news), contentIn(outs)];
    const what = `${process.name} updated ${id} to ${inspect(wanted)}`;
    const fields = CONTENT_FIELDS.filter((field) => before[field] !== wanted[field]);
    const life = this.truth.lives.get(id);
    const isOwn = ({ at, by }: Life["changes"][number]): boolean =>
      at >= begun && by.name === process.name && !by.late;
    const own = life?.changes.filter(isOwn) ?? [];
    for (const field of fields) {
      const done = own.filter((change) => change.fields.includes(field));
      if (!done.some(({ content }) => content[field] === wanted[field])) {
        this.broken(
          "success means that the operation was executed",
          `${what}, but the API never changed ${field}`,
        );
      }
      const last = life?.changes.filter((change) => change.fields.includes(field)).at(-1);
      if (last !== undefined && isOwn(last) && last.content[field] !== wanted[field]) {
        this.broken(
          "success means that the operation was executed",
          `${what}, but ${field} is ${last.content[field]}`,
        );
      }
    }
    for (const field of CONTENT_FIELDS) {
      const possible = [wanted, ...(life === undefined ? [] : contentsSince(life, begun))];
      if (!possible.some((content) => content[field] === answered[field])) {
        this.broken("the state matches the API", `${what}, but returned ${inspect(answered)}`);
      }
    }
  }

  /** Returns a mapping with this content that another process created before this process started. */
  private duplicateBefore(process: StackProcess, wanted: Content, id: string): Life | undefined {
    return this.truth
      .live()
      .find(
        (life) =>
          life.id !== id && life.by.name !== process.name && saidOnlySince(life, wanted, process.begun),
      );
  }
}

/** Converts Pulumi properties to the API's format. */
export function contentIn(properties: Properties): Content {
  const text = (name: string): string => {
    const value = properties[name];
    return typeof value === "string" ? value : `not a string: ${inspect(value)}`;
  };
  return { display_name: text("displayName"), description: text("description"), filter: text("filter") };
}

export function inspect(value: unknown): string {
  return JSON.stringify(value);
}

/** Returns whether JSON preserves the value: no undefined, no class instances, no shared references. */
function isCleanJson(value: unknown, seen = new Set<unknown>()): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return true;
  }
  if (typeof value === "number") {
    return Number.isFinite(value);
  }
  if (typeof value !== "object" || seen.has(value)) {
    return false;
  }
  seen.add(value);
  return (
    (Array.isArray(value) || isPlain(value)) && Object.values(value).every((item) => isCleanJson(item, seen))
  );
}

/** Returns whether the object is not a class instance, in any realm: its prototype has no prototype. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

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

/** A verb that ended, as a judge sees it. */
export interface Attempt {
  readonly process: StackProcess;
  /** When it was called. */
  readonly begun: number;
}

/** "The same seconds": how much older a mapping may be that cannot be told from one that was just created, in milliseconds. */
const SAME_SECONDS = 3_000;

/** Longer than any verb takes, with all its tries and with whom it queues behind, in milliseconds. */
const PATIENCE = 3_600_000;

/** Holds what each verb answers against what the API really holds. */
export class Judge {
  readonly violations: Violation[] = [];
  /** Mappings that two have a right to: created by one, and by another one in the same seconds with the same content. */
  readonly mistaken = new Set<string>();

  constructor(
    private readonly truth: Truth,
    private readonly clock: TestClock,
    private readonly statistics: Statistics,
  ) {}

  broken(invariant: Invariant, details: string): void {
    this.violations.push(new Violation(invariant, details));
  }

  /** Any answer of a verb. */
  answered(what: string, answer: unknown): void {
    if (!isCleanJson(answer)) {
      this.broken("answers are clean JSON", `${what} answered ${inspect(answer)}`);
    }
  }

  /** Any warning. */
  warned(who: string, text: string): void {
    const { apiKey, apiSecret } = SETTINGS.credentials;
    const problems = [
      ...uncleanIn(text, apiKey, apiSecret),
      ...(text.startsWith('"') ? [] : [`does not begin with a display name: ${text}`]),
    ];
    if (problems.length > 0) {
      this.broken("errors are fit for the host", `${who}: a warning ${problems.join("; ")}`);
    }
  }

  /** Any verb that ended, however it did. */
  ended(what: string, begun: number): void {
    if (this.clock.now() - begun > PATIENCE) {
      this.broken("nothing takes for ever", `${what} took ${(this.clock.now() - begun) / 1_000} s`);
    }
  }

  /** Any error of a verb. */
  threw(what: string, error: unknown, id?: string): void {
    const problems = hostProblems(error);
    if (problems.length > 0) {
      this.broken("errors are fit for the host", `${what}: the error ${problems.join("; ")}`);
    }
    const text = error instanceof Error ? error.message : String(error);
    if (id !== undefined && text.includes("was deleted outside Pulumi") && this.truth.isLive(id)) {
      this.broken("a failure is no false report", `${what}: the API holds ${id}. ${text}`);
    }
  }

  /** A creation that returned `id`. */
  created({ process, begun }: Attempt, wish: Inputs, id: string, outs: Properties, owners: number): void {
    const wanted = contentOf(wish);
    const what = `${process.name} created ${id}`;
    const life = this.truth.lives.get(id);
    if (life === undefined) {
      this.broken("success means that it was done", `${what}, which the API never held`);
      return;
    }
    const [first] = life.changes;
    if (first === undefined || !isSame(first.content, wanted) || !isSame(contentIn(outs), wanted)) {
      this.broken(
        "success means that it was done",
        `${what} for ${inspect(wanted)}, answered ${inspect(outs)}`,
      );
    }
    if (life.by.name !== process.name) {
      if (life.createdAt < begun - SAME_SECONDS) {
        this.broken(
          "no mapping of somebody else's taken",
          `${what}, which ${life.by.name} created ${begun - life.createdAt} ms before`,
        );
      }
      this.mistaken.add(id);
      process.mistaken.push(wanted);
      this.statistics.outcomes.add(MISTAKEN);
    }
    if (owners > 0 && !this.mistaken.has(id)) {
      this.broken("no mapping owned twice", `${what}, which a resource has already`);
    }
    const twin = this.twinBefore(process, wanted, id);
    if (process.duplicates === "refuse" && twin !== undefined) {
      this.broken(
        "no twin where duplicates are refused",
        `${what}, though ${twin.id} of ${twin.by.name} was there before ${process.name} began`,
      );
    }
    process.created.add(id);
  }

  /** A read that answered properties. `known`: what the state said before, undefined for a lookup. */
  read({ process, begun }: Attempt, id: string, props: Properties): void {
    const life = this.truth.lives.get(id);
    const what = `${process.name} read ${id} as ${inspect(contentIn(props))}`;
    if (life === undefined || (life.deleted?.at ?? Infinity) < process.begun) {
      this.broken("success means that it was done", `${what}, which the API does not hold`);
      return;
    }
    // What a process has read may be as old as the process, but not older than what it has written itself.
    const own = life.changes.filter(({ by, at }) => by.name === process.name && !by.late && at <= begun);
    const since = Math.max(process.begun, own.at(-1)?.at ?? 0);
    if (!contentsSince(life, since).some((content) => isSame(content, contentIn(props)))) {
      this.broken("state is what the API holds", `${what}, but it is ${inspect(contentNow(life))}`);
    }
    if (props["principal"] !== id || !String(props["resourceName"]).endsWith(id)) {
      this.broken("state is what the API holds", `${what} with ${inspect(props)}`);
    }
    if (own.length > 0 && life.deleted?.by.name === process.name && life.deleted.at < begun) {
      this.broken("state is what the API holds", `${what}, which it has deleted itself`);
    }
  }

  /** A read that answered that the mapping is gone, or a deletion that succeeded. */
  gone({ process }: Attempt, verb: "read" | "delete", id: string): void {
    if (this.truth.isLive(id)) {
      this.broken(
        verb === "read" ? "no mapping lost" : "success means that it was done",
        `${process.name} ${verb === "read" ? "took" : "deleted"} ${id} ${verb === "read" ? "for gone" : ""}, but the API holds it`,
      );
    }
  }

  /** An update that succeeded. */
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
        this.broken("success means that it was done", `${what}, but the API never did so for ${field}`);
      }
      const last = life?.changes.filter((change) => change.fields.includes(field)).at(-1);
      if (last !== undefined && isOwn(last) && last.content[field] !== wanted[field]) {
        this.broken("success means that it was done", `${what}, but ${field} is ${last.content[field]}`);
      }
    }
    for (const field of CONTENT_FIELDS) {
      const possible = [wanted, ...(life === undefined ? [] : contentsSince(life, begun))];
      if (!possible.some((content) => content[field] === answered[field])) {
        this.broken("state is what the API holds", `${what}, answered ${inspect(answered)}`);
      }
    }
  }

  /** A mapping of exactly this content that was there before the process began, and is not of its making. */
  private twinBefore(process: StackProcess, wanted: Content, id: string): Life | undefined {
    return this.truth
      .live()
      .find(
        (life) =>
          life.id !== id && life.by.name !== process.name && saidOnlySince(life, wanted, process.begun),
      );
  }
}

/** What properties of Pulumi's say, in the API's words. */
export function contentIn(properties: Properties): Content {
  const text = (name: string): string => {
    const value = properties[name];
    return typeof value === "string" ? value : `no text: ${inspect(value)}`;
  };
  return { display_name: text("displayName"), description: text("description"), filter: text("filter") };
}

export function inspect(value: unknown): string {
  return JSON.stringify(value);
}

/** Whether JSON would keep the value as it is: no undefined, no class, nothing twice. */
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

/** Whether the object is of no class: its prototype has none itself, in whatever realm it was made. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

import type { EmulatorApi, EmulatorRequest, EmulatorResponse, RecordedExchange } from "../../emulator/index";
import { createFaultResponse, type FaultAction } from "../../emulator/faults";
import { COLLECTION_PATH } from "../../provider/wire";
import { checkExchange } from "../contract/contract";
import type { TestClock } from "../support/testClock";
import { Budget, type BudgetOptions } from "./budget";
import { type Content, CONTENT_FIELDS } from "./content";
import { FAULTS, type NetworkFault } from "./faults";
import type { Statistics } from "./statistics";
import { type Author, OTHER_WRITER, type Truth } from "./truth";

/** The end of the network that a process holds. */
export interface Caller {
  readonly name: string;
  /** The number of its stack. */
  readonly stack: number;
  /** Milliseconds after which it gives a request up. */
  readonly timeout: number;
  /** Nothing that it does or learns counts any more. */
  readonly isKilled: boolean;
  /** Told of each request of it that was just carried out. */
  onExecuted(operation: Operation): void;
}

/** What a request is for: its method, or LIST for a GET of all. */
export type Operation = (typeof OPERATIONS)[number];

export const OPERATIONS = ["GET", "LIST", "POST", "PATCH", "DELETE"] as const;

/** A fault that waits for its request. */
export interface ArmedFault {
  /** One of FAULTS. */
  readonly kind: string;
  readonly operation: Operation;
  /** The number of the stack whose requests it meets. */
  readonly stack: number;
  /** How many requests it lets pass before. */
  readonly skip: number;
  /** How many it meets. */
  readonly times: number;
}

export interface NetworkOptions {
  readonly clock: TestClock;
  /** Starts the API, or starts it again. The second is told where one of its own delays begins. */
  readonly start: (sleep: (milliseconds: number) => Promise<void>) => EmulatorApi;
  readonly truth: Truth;
  readonly statistics: Statistics;
  /** The longest time that a request or an answer travels, in milliseconds. */
  readonly latency: number;
}

type Response = EmulatorResponse | { readonly kind: "unreachable"; readonly code: string };

/**
 * What lies between the processes and the API: it takes time, breaks, refuses, answers in the API's place and delivers
 * late. It carries requests out one at a time, and so knows for each change who made it.
 */
export class Network {
  /** What was wrong with requests and answers, by the contract. */
  readonly violations: string[] = [];
  private emulator: EmulatorApi;
  private armed: { readonly fault: ArmedFault; seen: number }[] = [];
  private budget: Budget | undefined;
  /** How everything is answered until some moment. */
  private refusal: { readonly status: number; readonly until: number } = { status: 403, until: 0 };
  /** Goes up whenever all connections break. */
  private generation = 0;
  private isDown = false;
  private turn: Promise<void> = Promise.resolve();
  private startsSleeping: () => void = () => undefined;
  /** When each mapping was changed last, as the API says. */
  private readonly revisions = new Map<string, string | undefined>();

  constructor(private readonly options: NetworkOptions) {
    this.emulator = this.start();
  }

  /** What the API says that it holds. */
  mappings(): ReturnType<EmulatorApi["mappings"]> {
    return this.emulator.mappings();
  }

  arm(fault: ArmedFault): void {
    this.armed.push({ fault, seen: 0 });
  }

  limit(options: BudgetOptions): void {
    this.budget = new Budget(options);
  }

  /** Everything is refused for a time, as where a role is taken away, or the endpoint is another service's. */
  refuse(status: number, milliseconds: number): void {
    this.refusal = { status, until: this.options.clock.now() + milliseconds };
  }

  /** From now on nothing goes wrong. */
  calm(): void {
    this.refusal = { ...this.refusal, until: 0 };
    this.armed = [];
    this.budget = undefined;
  }

  /** All connections break, and none is possible for a time; the API stops meanwhile and starts again where it keeps its data. */
  async interrupt(milliseconds: number, restart: boolean): Promise<void> {
    const { clock } = this.options;
    this.isDown = true;
    this.generation += 1;
    await clock.sleep(milliseconds);
    if (restart) {
      await this.turn;
      this.checkExchanges();
      await clock.hold(this.emulator.close());
      this.emulator = this.start();
    }
    this.isDown = false;
  }

  /** Releases what the API holds: its data file. */
  async close(): Promise<void> {
    await this.emulator.close();
  }

  /** A request of the other writer: nothing happens to it. */
  async act(request: Omit<EmulatorRequest, "headers">): Promise<void> {
    const { credentials } = this.emulator;
    const [one] = credentials;
    if (one === undefined || !("apiKey" in one)) {
      throw new Error("The API has no key");
    }
    const basic = Buffer.from(`${one.apiKey}:${one.apiSecret}`).toString("base64");
    const headers = { authorization: `Basic ${basic}`, "content-type": "application/json" };
    await this.execute({ ...request, headers }, { name: OTHER_WRITER, late: false });
  }

  /** A request of a process, as long as it takes; one that outlives its process is never answered. */
  async handle(request: EmulatorRequest, caller: Caller): Promise<Response> {
    const { clock, statistics } = this.options;
    const { generation } = this;
    statistics.requests.add(operationOf(request));
    await this.travel();
    if (caller.isKilled && clock.random() < 0.5) {
      return never();
    }
    if (this.isDown || generation !== this.generation) {
      return this.isDown ? { kind: "unreachable", code: "ECONNREFUSED" } : { kind: "reset" };
    }
    const response = await this.respond(request, caller);
    await this.travel();
    if (caller.isKilled) {
      return never();
    }
    return generation === this.generation ? response : { kind: "reset" };
  }

  /** Holds all that was asked and answered against the contract. */
  checkExchanges(): void {
    this.emulator.requests().forEach((exchange) => {
      this.check(exchange);
    });
  }

  private start(): EmulatorApi {
    const { clock, start } = this.options;
    return start((milliseconds) => {
      this.startsSleeping();
      return clock.sleep(milliseconds);
    });
  }

  private async travel(): Promise<void> {
    const { clock, latency } = this.options;
    await clock.sleep(Math.floor(clock.random() * latency));
  }

  private async respond(request: EmulatorRequest, caller: Caller): Promise<Response> {
    const { clock, statistics } = this.options;
    const { refused, headers } = this.budget?.take(clock.now()) ?? { refused: false, headers: {} };
    if (refused) {
      statistics.faults.add("budget used up");
      return {
        kind: "response",
        ...createFaultResponse({ status: 429, headers: { ...headers, "x-request-id": "r" } }),
      };
    }
    if (clock.now() < this.refusal.until) {
      statistics.faults.add(`everything refused with ${this.refusal.status}`);
      return this.execute(request, { name: caller.name, late: false }, caller, this.refusal);
    }
    const kind = this.nextFault(request, caller);
    const fault = kind === undefined ? undefined : FAULTS[kind];
    const response = await (fault === undefined
      ? this.execute(request, { name: caller.name, late: false }, caller)
      : this.spoil(request, caller, fault));
    return response.kind === "response"
      ? { ...response, headers: { ...headers, ...response.headers } }
      : response;
  }

  private nextFault(request: EmulatorRequest, { stack }: Caller): string | undefined {
    const operation = operationOf(request);
    const matching = this.armed.filter(({ fault }) => fault.operation === operation && fault.stack === stack);
    matching.forEach((one) => {
      one.seen += 1;
    });
    const due = matching.find(({ fault, seen }) => seen > fault.skip && seen <= fault.skip + fault.times);
    if (due !== undefined) {
      this.options.statistics.faults.add(due.fault.kind);
    }
    return due?.fault.kind;
  }

  /** What the emulator can do itself is left to its own faults. */
  private async spoil(request: EmulatorRequest, caller: Caller, fault: NetworkFault): Promise<Response> {
    const { clock } = this.options;
    const { executedAfter, answer, answeredAfter = 0 } = fault;
    const isLate =
      executedAfter !== undefined &&
      (executedAfter >= caller.timeout || (answer !== "own" && executedAfter > answeredAfter));
    const author: Author = { name: caller.name, late: isLate };
    if (executedAfter === undefined) {
      return answer === "own" || (typeof answer === "object" && "unreachable" in answer)
        ? { kind: "unreachable", code: answer === "own" ? "ECONNREFUSED" : answer.unreachable }
        : this.execute(request, author, caller, answer);
    }
    if (executedAfter === 0 && answer === "reset") {
      return this.execute(request, author, caller, "lost answer");
    }
    if (executedAfter === 0 && answer === "own") {
      return this.execute(request, author, caller, { delayMs: answeredAfter });
    }
    const executed = this.executeLater(executedAfter, request, author, caller);
    if (answer === "own") {
      return executed;
    }
    if (answer === "reset" || "unreachable" in answer) {
      await clock.sleep(answeredAfter);
      return { kind: "reset" };
    }
    const spoilt: Response = {
      kind: "response",
      ...createFaultResponse({ ...answer, headers: { "x-request-id": "r", ...answer.headers } }),
    };
    if (executedAfter > answeredAfter) {
      await clock.sleep(answeredAfter);
      return spoilt;
    }
    // A refusal that somebody turns into a success is a lie that nobody could see through.
    const own = await executed;
    return own.kind === "response" && own.status >= 300 && answer.status < 300 ? own : spoilt;
  }

  /** Nothing is carried out that an interruption of the API came before. */
  private async executeLater(
    milliseconds: number,
    request: EmulatorRequest,
    author: Author,
    caller: Caller,
  ): Promise<Response> {
    const { generation } = this;
    await this.options.clock.sleep(milliseconds);
    return generation === this.generation ? this.execute(request, author, caller) : { kind: "reset" };
  }

  private async execute(
    request: EmulatorRequest,
    author: Author,
    caller?: Caller,
    fault?: FaultAction,
  ): Promise<EmulatorResponse> {
    const before = this.turn;
    let end: () => void = () => undefined;
    this.turn = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    const sleeping = new Promise<void>((resolve) => {
      this.startsSleeping = resolve;
    });
    if (fault !== undefined) {
      this.emulator.addFault({ on: {}, do: fault });
    }
    const response = this.emulator.handle(request);
    await this.options.clock.hold(Promise.race([response, sleeping]));
    this.observe(request, author);
    caller?.onExecuted(operationOf(request));
    end();
    return response;
  }

  /** What became of the one mapping that a write is about. */
  private observe({ method, url, body = "{}" }: EmulatorRequest, author: Author): void {
    const { truth, clock } = this.options;
    if (method.toUpperCase() === "GET") {
      return;
    }
    const now = clock.now();
    const live = this.emulator.mappings();
    const newest = live.at(-1);
    if (method.toUpperCase() === "POST" && newest !== undefined && !truth.lives.has(newest.id)) {
      truth.created(newest.id, said(newest), author, now);
      this.revisions.set(newest.id, newest.metadata?.updated_at);
      return;
    }
    const id = decodeURIComponent(url.split("/").pop() ?? "");
    const mapping = live.find((one) => one.id === id);
    if (method.toUpperCase() === "PATCH" && mapping !== undefined) {
      // Each update has a time of its own.
      if (this.revisions.get(id) !== mapping.metadata?.updated_at) {
        this.revisions.set(id, mapping.metadata?.updated_at);
        const patch = JSON.parse(body) as Partial<Content>;
        const fields = CONTENT_FIELDS.filter((field) => patch[field] !== undefined);
        truth.updated(id, said(mapping), fields, author, now);
      }
    } else if (method.toUpperCase() === "DELETE" && mapping === undefined && truth.isLive(id)) {
      truth.deleted(id, author, now);
    }
  }

  private check(exchange: RecordedExchange): void {
    const { method, path } = exchange;
    this.violations.push(...checkExchange(exchange).map((problem) => `${method} ${path}: ${problem}`));
  }
}

function operationOf({ method, url }: EmulatorRequest): Operation {
  const isCollection = url.split("?")[0]?.endsWith(COLLECTION_PATH) === true;
  const name = isCollection && method.toUpperCase() === "GET" ? "LIST" : method.toUpperCase();
  const operation = OPERATIONS.find((one) => one === name);
  if (operation === undefined) {
    throw new Error(`The API has no ${method}`);
  }
  return operation;
}

function said({ display_name, description, filter }: Content): Content {
  return { display_name, description, filter };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

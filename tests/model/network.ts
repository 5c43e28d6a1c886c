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

/** A process as the network sees it. */
export interface Caller {
  readonly name: string;
  /** The number of its stack. */
  readonly stack: number;
  /** The request timeout in milliseconds. */
  readonly timeout: number;
  /** True if the process was killed. */
  readonly isKilled: boolean;
  /** Called after the API has executed a request of the process. */
  onExecuted(operation: Operation): void;
}

/** The method of a request, or LIST for a GET of all mappings. */
export type Operation = (typeof OPERATIONS)[number];

export const OPERATIONS = ["GET", "LIST", "POST", "PATCH", "DELETE"] as const;

/** A fault for future requests. */
export interface ArmedFault {
  /** The name of one of FAULTS. */
  readonly kind: string;
  readonly operation: Operation;
  /** The number of the stack that it applies to. */
  readonly stack: number;
  /** The number of requests to skip first. */
  readonly skip: number;
  /** The number of requests that it applies to. */
  readonly times: number;
}

export interface NetworkOptions {
  readonly clock: TestClock;
  /** Starts or restarts the API, which calls `sleep` for its own delays. */
  readonly start: (sleep: (milliseconds: number) => Promise<void>) => EmulatorApi;
  readonly truth: Truth;
  readonly statistics: Statistics;
  /** The maximum latency of a request or response, in milliseconds. */
  readonly latency: number;
}

type Response = EmulatorResponse | { readonly kind: "unreachable"; readonly code: string };

/**
 * The network between the processes and the API. It can delay or break connections, reject requests, and replace
 * responses. It executes requests one at a time, so that it knows the author of each change.
 */
export class Network {
  /** Contract violations in requests and responses. */
  readonly violations: string[] = [];
  private emulator: EmulatorApi;
  private armed: { readonly fault: ArmedFault; seen: number }[] = [];
  private budget: Budget | undefined;
  /** The status of all responses until a point in time. */
  private refusal: { readonly status: number; readonly until: number } = { status: 403, until: 0 };
  /** Increases whenever all connections break. */
  private generation = 0;
  private isDown = false;
  private turn: Promise<void> = Promise.resolve();
  private startsSleeping: () => void = () => undefined;
  /** The API's time of the last change of each mapping. */
  private readonly revisions = new Map<string, string | undefined>();

  constructor(private readonly options: NetworkOptions) {
    this.emulator = this.start();
  }

  /** Returns the mappings in the API. */
  mappings(): ReturnType<EmulatorApi["mappings"]> {
    return this.emulator.mappings();
  }

  arm(fault: ArmedFault): void {
    this.armed.push({ fault, seen: 0 });
  }

  limit(options: BudgetOptions): void {
    this.budget = new Budget(options);
  }

  /** Rejects all requests for a time, as if a role were removed or the endpoint belonged to another service. */
  refuse(status: number, milliseconds: number): void {
    this.refusal = { status, until: this.options.clock.now() + milliseconds };
  }

  /** Stops all faults. */
  calm(): void {
    this.refusal = { ...this.refusal, until: 0 };
    this.armed = [];
    this.budget = undefined;
  }

  /** Breaks all connections and allows none for a time. If the API keeps its data, it is restarted. */
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

  /** Releases the data file of the API. */
  async close(): Promise<void> {
    await this.emulator.close();
  }

  /** Executes a request of the other writer without faults. */
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

  /** Handles a request of a process. If the process is killed, the request gets no response. */
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

  /** Checks all exchanges against the contract. */
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

  /** Applies a fault. Uses the faults of the emulator if possible. */
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
    // No client could detect a fault that turns a rejection into a success.
    const own = await executed;
    return own.kind === "response" && own.status >= 300 && answer.status < 300 ? own : spoilt;
  }

  /** Executes a request after a delay, unless the API was interrupted first. */
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

  /** Records the result of a write for its mapping. */
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
      // Every update has its own timestamp.
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

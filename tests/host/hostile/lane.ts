import { type Answer, DEFAULT_ORGANIZATION_ID, type GroupMapping } from "../../../emulator/index";
import { type EntryPoint, type Host, startHost, type Values } from "../../support/host";
import { type Engine, startEngine } from "../support/engine";
import { type Attack, type HostileServer, type Received, startHostileServer } from "../support/hostileServer";
import {
  API_KEY,
  API_SECRET,
  brokenInvariants,
  type Content,
  LIMIT_MS,
  messageOf,
  type Outcome,
  problemsOfText,
} from "./invariants";
import { describeRun, type Operation, type Run } from "./row";

const COLLECTION = "/iam/v2/sso/group-mappings";

/** At most two requests of two seconds each, without a delay. */
const LIMITS = {
  CONFLUENT_CLOUD_MAX_RETRIES: "1",
  CONFLUENT_SSO_INITIAL_RETRY_DELAY_SECONDS: "0",
  CONFLUENT_SSO_MAX_RETRY_DELAY_SECONDS: "0",
  CONFLUENT_SSO_REQUEST_TIMEOUT_SECONDS: "2",
  CONFLUENT_SSO_RETRY_TIMEOUT_SECONDS: "6",
  CONFLUENT_SSO_MAX_WAIT_SECONDS: "30",
};

const METHODS: Record<Operation, string> = { create: "POST", read: "GET", update: "PATCH", delete: "DELETE" };

/** A mapping that never existed. */
const MISSING_ID = "group-missing";
const STATE_OF_MISSING: Values = {
  displayName: "Missing",
  description: "",
  filter: "missing",
  resourceName: `crn://confluent.cloud/organization=${DEFAULT_ORGANIZATION_ID}/group-mapping=${MISSING_ID}`,
};

/** A hostile server and a process of the provider that uses it. Runs follow one another. */
export class Lane {
  private count = 0;
  /** The number of errors that the dynamic provider host prints itself: those of read and delete. The plugin prints none. */
  private printedErrors = 0;

  private constructor(
    private readonly entryPoint: EntryPoint,
    readonly server: HostileServer,
    private readonly engine: Engine,
    private readonly host: Host,
  ) {}

  static async start(entryPoint: EntryPoint): Promise<Lane> {
    const server = await startHostileServer({ apiKey: API_KEY, apiSecret: API_SECRET });
    const engine = await startEngine();
    const host = await startHost({
      entryPoint,
      engine: engine.address,
      env: {
        CONFLUENT_CLOUD_ENDPOINT: server.url,
        CONFLUENT_CLOUD_API_KEY: API_KEY,
        CONFLUENT_CLOUD_API_SECRET: API_SECRET,
        ...LIMITS,
      },
    });
    // This mapping always exists, so that the list contains the organization. Its creation reads the list that precedes the
    // first creation.
    await host.create({ displayName: "Always there", description: "", filter: "always" });
    return new Lane(entryPoint, server, engine, host);
  }

  /** Returns the violations of the run, with their descriptions. */
  async run(run: Run): Promise<string[]> {
    const { server, engine } = this;
    const messagesBefore = engine.messages.length;
    this.count += 1;
    const content: Content = {
      displayName: `Mapping ${this.count}`,
      description: "",
      filter: `"group-${this.count}" in groups`,
    };
    if (run.row.requests === "list" || (run.operation === "create" && run.mode === "always")) {
      await this.forgetLists();
    }
    // Created by the process itself, so that it does not reuse an earlier list.
    const before = run.operation === "create" ? undefined : await this.add(content);
    const wish =
      run.operation === "update" ? { ...content, filter: `"changed-${this.count}" in groups` } : content;
    const isOwn = (request: Received) =>
      request.method === METHODS[run.operation] &&
      request.url.startsWith(before === undefined ? COLLECTION : `${COLLECTION}/${before.id}`);
    server.attack(...attacksOf(run, isOwn));
    const result = await withinLimit(this.call(run.operation, before, wish)).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    const attempts = server.requests.filter(isOwn).length;
    const { executedPosts } = server;
    server.attack();
    const held = server.mappings().filter(({ display_name }) => display_name === content.displayName);
    const id = before?.id ?? held[0]?.id;
    const next = run.row.asksToWait === true ? undefined : await this.readNext(id, before);
    const messages = engine.messages.slice(messagesBefore).map(({ message }) => message);
    const outcome: Outcome = {
      run,
      content: wish,
      id,
      result,
      messages,
      held,
      executedPosts,
      attempts,
      next,
    };
    await Promise.all(held.map((mapping) => this.remove(mapping)));
    const isPrinted = run.operation === "read" || run.operation === "delete";
    this.printedErrors += "error" in result && isPrinted ? 1 : 0;
    this.printedErrors += next !== undefined && "error" in next ? 1 : 0;
    return brokenInvariants(outcome).map((problem) => `${describeRun(run)}: ${problem}`);
  }

  /** Returns the error of a read or a deletion. */
  async expectError(call: (host: Host) => Promise<unknown>): Promise<string> {
    this.printedErrors += 1;
    return call(this.host).then(() => {
      throw new Error("The call succeeded");
    }, messageOf);
  }

  /** Ends the process and the server. Returns the problems in the output of the process. */
  async close(): Promise<string[]> {
    await this.host.close();
    this.engine.close();
    await this.server.close();
    const printed = this.entryPoint === "plugin" ? 0 : this.printedErrors;
    const lines = this.host.output().split("\n").slice(0, -1);
    return [
      ...lines.flatMap((line) => problemsOfText(line)),
      ...lines.filter((line) => !/^Cannot |is not the id of/.test(line)).map((line) => `printed ${line}`),
      ...(lines.length === printed ? [] : [`printed ${lines.length} lines, not ${printed}`]),
    ];
  }

  /** Makes the process read an honest list, which replaces the data of hostile ones. */
  private async forgetLists(): Promise<void> {
    await this.remove(await this.add({ displayName: "Forgotten", description: "", filter: "forgotten" }));
    await this.host.read(MISSING_ID, STATE_OF_MISSING);
  }

  private async add(content: Content): Promise<GroupMapping> {
    const { id } = await this.host.create({ ...content });
    const created = this.server.mappings().find((mapping) => mapping.id === id);
    if (created === undefined) {
      throw new Error(`The server does not have ${id}`);
    }
    return created;
  }

  private async remove({ id }: GroupMapping): Promise<Answer> {
    return this.server.execute({ method: "DELETE", url: `${COLLECTION}/${id}`, body: "" });
  }

  private async call(
    operation: Operation,
    mapping: GroupMapping | undefined,
    wish: Content,
  ): Promise<Values | undefined> {
    if (mapping === undefined) {
      return this.host.create({ ...wish });
    }
    const state = stateOf(mapping);
    switch (operation) {
      case "update":
        return this.host.update(mapping.id, state, { ...wish });
      case "delete":
        await this.host.delete(mapping.id, state);
        return undefined;
      case "create":
      case "read":
        return this.host.read(mapping.id, state);
    }
  }

  /** Reads the mapping from an honest server, whose list also replaces the data of a hostile one. */
  private async readNext(
    id = MISSING_ID,
    before = this.server.mappings().find((mapping) => mapping.id === id),
  ): Promise<NonNullable<Outcome["next"]>> {
    const state = before === undefined ? STATE_OF_MISSING : stateOf(before);
    return withinLimit(this.host.read(id, state)).then(
      (value) => ({ value: { ...value } }),
      (error: unknown) => ({ error }),
    );
  }
}

function attacksOf({ row, operation, mode }: Run, isOwn: (request: Received) => boolean): Attack[] {
  const { reply, executes = true, requests = "operation" } = row;
  const isList = ({ method, url }: Received) => method === "GET" && /\/group-mappings(?:\?|$)/.test(url);
  const times = mode === "once" ? 1 : Number.POSITIVE_INFINITY;
  const attack: Attack = {
    applies: requests === "list" ? isList : mode === "once" ? isOwn : () => true,
    times,
    executes,
    reply: (own, request) => reply(withBody(own, request), request),
  };
  const withoutOwnResponse: Attack = {
    applies: isOwn,
    times: Number.POSITIVE_INFINITY,
    executes: operation === "create",
    reply: () =>
      operation === "create"
        ? (socket) => socket.destroy()
        : "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}",
  };
  return requests === "list" ? [withoutOwnResponse, attack] : [attack];
}

/** Returns the response. If it has no body, adds one that a hostile server could send. */
function withBody(own: Answer | undefined, { url }: Received): Answer {
  return own === undefined || own.body === ""
    ? { status: 200, headers: {}, body: JSON.stringify({ id: url.split(/[/?]/)[5] }) }
    : own;
}

function stateOf({ id, metadata, display_name, description, filter }: GroupMapping): Values {
  return {
    displayName: display_name,
    description,
    filter,
    principal: id,
    resourceName: metadata?.resource_name ?? "",
  };
}

/** Fails if a call does not end within the limit. */
async function withinLimit<Value>(call: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`it has not ended within ${LIMIT_MS / 1_000} s`));
    }, LIMIT_MS);
  });
  return Promise.race([call, late]).finally(() => {
    clearTimeout(timer);
  });
}

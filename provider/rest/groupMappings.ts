import {
  type AnsweredMapping,
  type AnsweredPage,
  decodeMapping,
  decodePage,
  type IdentifiedMapping,
  ShapeError,
} from "../wire/decode";
import { COLLECTION_PATH, type CreateGroupMapping, type UpdateGroupMapping } from "../wire/groupMapping";
import { type Action, cannot } from "./action";
import { apiErrorFrom, UnreadableAnswerError } from "./apiError";
import { type Clock, systemClock } from "./clock";
import type { Answer, Request, Transport } from "./exchange";
import { remedyFor } from "./credentials";
import type { Limits } from "./limits";
import { OrganizationGuard, WrongOrganizationError } from "./organizationGuard";
import { ProviderError } from "./providerError";
import { decoded, pageTokenOf } from "./pagination";
import { secrets } from "./redaction";
import { ReadCoalescer } from "./readCoalescer";
import type { Settings } from "./settings";

/** More pages than any organisation has. */
const MOST_PAGES = 10_000;

/** A write that was carried out, or will be. */
const CARRIED_OUT = [200, 201, 202, 203, 204, 205, 206];

/** The most that the API gives on one page. */
const PAGE_SIZE = "100";

/**
 * The five operations of `/iam/v2/sso/group-mappings`.
 *
 * Each throws an ApiError for an answer that is no success, a ConnectionError where there is none, an
 * UnreadableAnswerError for a success of the wrong shape, and a WrongOrganizationError where the credentials belong to
 * another organisation than the asserted one: in writes before anything is written.
 */
export class GroupMappings {
  /** Reads that arrive together share requests. */
  readonly reads: ReadCoalescer;
  /** Goes up with every write. */
  writes = 0;
  /** Ids of mappings that any answer has shown to this process. */
  readonly knownIds = new Set<string>();
  private readonly organization: OrganizationGuard;
  private readonly underWay = new Map<string, Promise<unknown>>();
  private firstLook: Promise<void> | undefined;
  private date: { readonly told: number; readonly at: number } | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly settings: Settings,
    readonly clock: Clock = systemClock,
  ) {
    this.reads = new ReadCoalescer(this, clock);
    this.organization = new OrganizationGuard(settings.organizationId);
  }

  /**
   * What time it was for the server, at least, at a moment of our clock: by the Date of its last answer, in milliseconds
   * since 1970. undefined where no answer had one.
   */
  serverTimeAt(moment: number): number | undefined {
    return this.date === undefined ? undefined : this.date.told + moment - this.date.at;
  }

  /** Runs `work` once all earlier work of the same key has ended. */
  async oneAtATime<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(key) ?? Promise.resolve();
    const now = before.then(work, work);
    this.underWay.set(key, now);
    return now;
  }

  /** POST. The id comes from the answer, or else from its Location. */
  async create(mapping: CreateGroupMapping): Promise<IdentifiedMapping> {
    const action: Action = { verb: "create", displayName: mapping.display_name };
    await this.settleOrganization(action);
    const answer = await this.request(CARRIED_OUT, {
      method: "POST",
      path: COLLECTION_PATH,
      body: mapping,
      action,
    });
    const { id, ...created } = readCreated(action, answer);
    await this.keepOnlyInAssertedOrganization({ display_name: mapping.display_name, ...created, id });
    this.knownIds.add(id);
    return { ...created, id };
  }

  /** GET one. */
  async get(id: string, displayName?: string): Promise<AnsweredMapping> {
    const action: Action = { verb: "read", displayName, mappingId: id };
    const answer = await this.request([200], { method: "GET", path: pathOf(id), action });
    const mapping = read(action, answer, decodeMapping);
    requireSameId(action, answer, mapping, id);
    this.knownIds.add(id);
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** PATCH: only what `changes` holds. The answer may hold anything or nothing. */
  async update(id: string, changes: UpdateGroupMapping, displayName?: string): Promise<AnsweredMapping> {
    const action: Action = { verb: "update", displayName, mappingId: id };
    await this.settleOrganization(action);
    const answer = await this.request(CARRIED_OUT, {
      method: "PATCH",
      path: pathOf(id),
      body: changes,
      action,
    });
    const mapping = readIfAny(action, answer);
    requireSameId(action, answer, mapping, id);
    this.organization.observe(mapping, action);
    return mapping;
  }

  /** DELETE. */
  async delete(id: string, displayName?: string): Promise<void> {
    const action: Action = { verb: "delete", displayName, mappingId: id };
    await this.settleOrganization(action);
    await this.request(CARRIED_OUT, { method: "DELETE", path: pathOf(id), action });
  }

  /** GET all. Items that are being deleted (`metadata.deleted_at`) come along. */
  async *list(): AsyncGenerator<IdentifiedMapping, void, undefined> {
    for await (const { mappings } of this.pages()) {
      yield* mappings;
    }
  }

  /** The same, page by page. */
  async *pages(pageSize = PAGE_SIZE): AsyncGenerator<AnsweredPage, void, undefined> {
    const action: Action = { verb: "list" };
    const seen = new Set<string>();
    const ids = new Set<string>();
    let query: Record<string, string> = { page_size: pageSize };
    for (;;) {
      const answer = await this.request([200], { method: "GET", path: COLLECTION_PATH, query, action });
      const page = read(action, answer, decodePage);
      const { mappings, next } = page;
      for (const mapping of mappings) {
        this.knownIds.add(mapping.id);
        this.organization.observe(mapping, action);
      }
      yield page;
      if (next === undefined) {
        return;
      }
      const token = pageTokenOf(next);
      if (token === undefined) {
        throw new UnreadableAnswerError(
          action,
          `its metadata.next holds no page_token: ${secrets.redact(next).slice(0, 200)}`,
          answer,
        );
      }
      if (seen.has(token)) {
        throw new UnreadableAnswerError(
          action,
          "the same page_token came twice, so the pages never end",
          answer,
        );
      }
      const before = ids.size;
      mappings.forEach(({ id }) => ids.add(id));
      if (seen.size >= MOST_PAGES || (mappings.length > 0 && ids.size === before)) {
        throw new UnreadableAnswerError(action, "its pages bring nothing new and never end", answer);
      }
      seen.add(token);
      query = { page_size: pageSize, page_token: token };
    }
  }

  /** Before the first write: where an organisation is asserted, one look at a mapping tells which one answers. */
  private async settleOrganization(action: Action): Promise<void> {
    this.organization.requireAsserted(action);
    if (!this.organization.undecided) {
      return;
    }
    this.firstLook ??= this.lookAround().finally(() => {
      this.firstLook = undefined;
    });
    await this.firstLook.catch((error: unknown) => {
      if (!(error instanceof WrongOrganizationError)) {
        // Not the error of the list itself: a refused list says nothing about the mapping that is to be written.
        throw new ProviderError(
          `${cannot(action)}: organizationId is asserted before anything is written, and that failed.\n${messageOf(error)}`,
        );
      }
    });
    this.organization.requireAsserted(action);
  }

  /** Reads on until an answer has named the organisation, or there is nothing more to read. */
  private async lookAround(): Promise<void> {
    for await (const page of this.pages()) {
      if (!this.organization.undecided || page.next === undefined) {
        return;
      }
    }
  }

  /**
   * An organisation without any mapping cannot be told before its first one exists: a mapping that then turns out to be
   * in the wrong one is deleted again.
   */
  private async keepOnlyInAssertedOrganization(created: IdentifiedMapping): Promise<void> {
    try {
      this.organization.observe(created, { verb: "create", displayName: created.display_name });
      if (this.organization.undecided) {
        // The answer names no organisation, and there was no mapping before that could have.
        await this.get(created.id, created.display_name);
      }
    } catch (error) {
      if (!(error instanceof WrongOrganizationError)) {
        // It was created; that this could not be read back is no reason to lose it.
        return;
      }
      const { id } = created;
      const path = pathOf(id);
      const action: Action = { verb: "delete", displayName: created.display_name, mappingId: id };
      await this.request(CARRIED_OUT, { method: "DELETE", path, action }).catch((failure: unknown) => {
        throw new WrongOrganizationError(
          `${messageOf(error)}\nGroup mapping ${id} was created there, and deleting it again failed: ${messageOf(failure)}`,
        );
      });
      throw new WrongOrganizationError(
        `${messageOf(error)}\nGroup mapping ${id}, which this created there, was deleted again.`,
      );
    }
  }

  /** The organisation that the credentials are asserted, and by now known, to belong to. */
  get assertedOrganization(): string | undefined {
    return this.organization.undecided ? undefined : this.organization.asserted;
  }

  get limits(): Limits {
    return this.settings.limits;
  }

  /** @throws ApiError where the status is none of `accepted` */
  private async request(accepted: readonly number[], request: Request): Promise<Answer> {
    this.writes += request.method === "GET" ? 0 : 1;
    const answer = await this.transport.send(request).finally(() => {
      // What was read while the write was under way may be from before it, too.
      this.writes += request.method === "GET" ? 0 : 1;
    });
    const told = Date.parse(answer.header("date") ?? "");
    if (!Number.isNaN(told)) {
      this.date = { told, at: this.clock.now() };
    }
    if (!accepted.includes(answer.status)) {
      throw apiErrorFrom(request.action, answer, remedyFor(this.settings.credentials.source));
    }
    return answer;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws ProviderError for a text that would name another path: an empty one, or one that climbs */
function pathOf(id: string): string {
  if (!isId(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping: an id looks like group-abc123.`,
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}

/** The created mapping. Its id comes from the answer, or else from its Location; without one it may exist all the same. */
function readCreated(action: Action, answer: Answer): IdentifiedMapping {
  const id = [idInBody(answer), idInLocation(answer)].find((text) => text !== undefined && isId(text));
  try {
    const created = readIfAny(action, answer);
    if (id === undefined) {
      throw new UnreadableAnswerError(action, "it has neither an id nor a Location", answer);
    }
    return { ...created, id };
  } catch (error) {
    if (id !== undefined) {
      return { id };
    }
    throw error instanceof UnreadableAnswerError
      ? new UnreadableAnswerError(
          action,
          `${error.problem}. The mapping may exist: look for it (by its display name) before the next \`pulumi up\``,
          answer,
        )
      : error;
  }
}

function requireSameId(action: Action, answer: Answer, { id }: AnsweredMapping, wanted: string): void {
  if (id !== undefined && id !== "" && id !== wanted) {
    throw new UnreadableAnswerError(action, `it is about another mapping, ${id}`, answer);
  }
}

/** The id in a body, also where something else in it cannot be read: what was created must not be lost over that. */
function idInBody(answer: Answer): string | undefined {
  try {
    const body: unknown = JSON.parse(answer.body);
    return typeof body === "object" && body !== null && "id" in body && typeof body.id === "string"
      ? body.id
      : undefined;
  } catch {
    return undefined;
  }
}

/** Not empty, not blank, and nothing that climbs out of the collection. */
function isId(text: string): boolean {
  return text.trim() !== "" && text !== "." && text !== "..";
}

/** The last part of a Location that lies in the collection. */
function idInLocation(answer: Answer): string | undefined {
  const location = answer.header("location") ?? "";
  const id = /\/group-mappings\/([^/?#]+)\/?(?:[?#]|$)/.exec(location)?.[1];
  return id === undefined ? undefined : decoded(id);
}

/** The mapping in the answer to a write, which may be empty: the id may stand in the Location alone. */
function readIfAny(action: Action, answer: Answer): AnsweredMapping {
  return answer.body.trim() === "" ? {} : read(action, answer, decodeMapping);
}

/** The body as JSON of the shape that `decode` reads. */
function read<Shape>(action: Action, answer: Answer, decode: (json: unknown) => Shape): Shape {
  try {
    if (answer.body.trim() === "") {
      throw new ShapeError("it has no body");
    }
    return decode(JSON.parse(answer.body));
  } catch (error) {
    if (error instanceof ShapeError) {
      throw new UnreadableAnswerError(action, error.message, answer);
    }
    throw new UnreadableAnswerError(action, "it is not JSON", answer);
  }
}

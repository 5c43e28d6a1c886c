import { type AnsweredMapping, decodeMapping, decodePage, ShapeError } from "../wire/decode";
import { COLLECTION_PATH, type CreateGroupMapping, type UpdateGroupMapping } from "../wire/groupMapping";
import type { Action } from "./action";
import { apiErrorFrom, UnreadableAnswerError } from "./apiError";
import type { Client } from "./client";
import type { Answer, Request } from "./exchange";
import { remedyFor } from "./credentials";
import { OrganizationGuard, WrongOrganizationError } from "./organizationGuard";
import { ProviderError } from "./providerError";
import { decoded, pageTokenOf } from "./pagination";
import type { Settings } from "./settings";

/** A mapping whose id is known. */
export type IdentifiedMapping = AnsweredMapping & { readonly id: string };

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
  private readonly organization: OrganizationGuard;
  private firstLook: Promise<void> | undefined;

  constructor(
    private readonly client: Client,
    private readonly settings: Settings,
  ) {
    this.organization = new OrganizationGuard(settings.organizationId);
  }

  /** POST. The id comes from the answer, or else from its Location. */
  async create(mapping: CreateGroupMapping): Promise<IdentifiedMapping> {
    const action: Action = { verb: "create", displayName: mapping.display_name };
    await this.settleOrganization();
    const answer = await this.request([200, 201], {
      method: "POST",
      path: COLLECTION_PATH,
      body: mapping,
      action,
    });
    const { id, ...created } = readCreated(action, answer);
    await this.keepOnlyInAssertedOrganization({ ...created, id });
    return { ...created, id };
  }

  /** GET one. */
  async get(id: string, displayName?: string): Promise<AnsweredMapping> {
    const action: Action = { verb: "read", displayName, mappingId: id };
    const answer = await this.request([200], { method: "GET", path: pathOf(id), action });
    const mapping = read(action, answer, decodeMapping);
    requireSameId(action, answer, mapping, id);
    this.organization.observe(mapping);
    return mapping;
  }

  /** PATCH: only what `changes` holds. The answer may hold anything or nothing. */
  async update(id: string, changes: UpdateGroupMapping, displayName?: string): Promise<AnsweredMapping> {
    const action: Action = { verb: "update", displayName, mappingId: id };
    await this.settleOrganization();
    const answer = await this.request([200, 202, 204], {
      method: "PATCH",
      path: pathOf(id),
      body: changes,
      action,
    });
    const mapping = readIfAny(action, answer);
    requireSameId(action, answer, mapping, id);
    this.organization.observe(mapping);
    return mapping;
  }

  /** DELETE. */
  async delete(id: string, displayName?: string): Promise<void> {
    const action: Action = { verb: "delete", displayName, mappingId: id };
    await this.settleOrganization();
    await this.request([200, 202, 204], { method: "DELETE", path: pathOf(id), action });
  }

  /** GET all, page by page. Items that are being deleted (`metadata.deleted_at`) come along. */
  async *list(pageSize = PAGE_SIZE): AsyncGenerator<IdentifiedMapping, void, undefined> {
    const action: Action = { verb: "list" };
    const seen = new Set<string>();
    let query: Record<string, string> = { page_size: pageSize };
    for (;;) {
      const answer = await this.request([200], { method: "GET", path: COLLECTION_PATH, query, action });
      const { mappings, next } = read(action, answer, decodePage);
      for (const mapping of mappings) {
        this.organization.observe(mapping);
        yield mapping;
      }
      if (next === undefined) {
        return;
      }
      const token = pageTokenOf(next);
      if (token === undefined) {
        throw new UnreadableAnswerError(
          action,
          `its metadata.next holds no page_token: ${next.slice(0, 200)}`,
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
      seen.add(token);
      query = { page_size: pageSize, page_token: token };
    }
  }

  /** Before the first write: where an organisation is asserted, one look at a mapping tells which one answers. */
  private async settleOrganization(): Promise<void> {
    this.organization.requireAsserted();
    if (!this.organization.undecided) {
      return;
    }
    this.firstLook ??= this.lookAtOne().finally(() => {
      this.firstLook = undefined;
    });
    await this.firstLook;
  }

  private async lookAtOne(): Promise<void> {
    await this.list("1").next();
  }

  /**
   * An organisation without any mapping cannot be told before its first one exists: a mapping that then turns out to be
   * in the wrong one is deleted again.
   */
  private async keepOnlyInAssertedOrganization(created: IdentifiedMapping): Promise<void> {
    try {
      this.organization.observe(created);
    } catch (error) {
      const { id } = created;
      const path = pathOf(id);
      const action: Action = { verb: "delete", displayName: created.display_name, mappingId: id };
      await this.request([200, 202, 204], { method: "DELETE", path, action }).catch((failure: unknown) => {
        throw new WrongOrganizationError(
          `${messageOf(error)}\nGroup mapping ${id} was created there, and deleting it again failed: ${messageOf(failure)}`,
        );
      });
      throw new WrongOrganizationError(
        `${messageOf(error)}\nGroup mapping ${id}, which this created there, was deleted again.`,
      );
    }
  }

  /** @throws ApiError where the status is none of `accepted` */
  private async request(accepted: readonly number[], request: Request): Promise<Answer> {
    const answer = await this.client.send(request);
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
  if (/^\.{0,2}$/.test(id)) {
    throw new ProviderError(
      `${JSON.stringify(id)} is not the id of a group mapping: an id looks like group-abc123.`,
    );
  }
  return `${COLLECTION_PATH}/${encodeURIComponent(id)}`;
}

/** The created mapping. Its id comes from the answer, or else from its Location; without one it may exist all the same. */
function readCreated(action: Action, answer: Answer): IdentifiedMapping {
  const located = idInLocation(answer);
  try {
    const created = readIfAny(action, answer);
    const id = created.id === undefined || created.id === "" ? located : created.id;
    if (id === undefined) {
      throw new UnreadableAnswerError(action, "it has neither an id nor a Location", answer);
    }
    return { ...created, id };
  } catch (error) {
    if (located !== undefined) {
      return { id: located };
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

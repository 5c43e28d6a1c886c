/*
 * The JSON of the API. Source: the API's published OpenAPI description. `api_version` and `kind` are never validated: the
 * documentation says `iam.v2/sso`, but actual responses say `iam/v2`.
 */

/** The path of the collection, under the endpoint. */
export const COLLECTION_PATH = "/iam/v2/sso/group-mappings";

/** `metadata` of a group mapping. Every property is read-only and may be absent. */
export interface ObjectMeta {
  /** URL of this mapping. */
  readonly self?: string;
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. */
  readonly resource_name?: string;
  /** RFC 3339, like the following two. */
  readonly created_at?: string;
  readonly updated_at?: string;
  /** If set, the mapping is gone, although the API may still return it for a while. */
  readonly deleted_at?: string;
}

/** A group mapping as the API returns it. */
export interface GroupMapping {
  readonly api_version?: string;
  readonly kind?: string;
  /** Opaque, at most 255 characters. `group-…`; ids in old organizations begin with `pool-`. */
  readonly id: string;
  readonly metadata?: ObjectMeta;
  readonly display_name: string;
  readonly description: string;
  /** The identifier of one group, or a CEL expression over `groups`. */
  readonly filter: string;
  /** Equal to the id in every response seen so far. */
  readonly principal?: string;
  /** `ENABLED` is the only documented value; the enumeration is open. */
  readonly state?: string;
}

/** Body of POST. `description` is required but may be empty: without it the API returns 400. */
export interface CreateGroupMapping {
  readonly display_name: string;
  readonly description: string;
  readonly filter: string;
}

/** Body of PATCH: a merge. Omitted properties keep their values. */
export type UpdateGroupMapping = Partial<CreateGroupMapping>;

/*
 * The JSON of the API as it travels. Source: the API's published OpenAPI description. `api_version` and `kind` are never
 * validated: the documents say `iam.v2/sso`, responses seen say `iam/v2`.
 */

/** The path of the collection, under the endpoint. */
export const COLLECTION_PATH = "/iam/v2/sso/group-mappings";

/** `metadata` of a group mapping. Every property is read-only and may be absent. */
export interface ObjectMeta {
  /** URL of this mapping. */
  readonly self?: string;
  /** The CRN: `crn://confluent.cloud/organization=…/group-mapping=…`. */
  readonly resource_name?: string;
  /** RFC 3339, as the two below. */
  readonly created_at?: string;
  readonly updated_at?: string;
  /** Where it is set the mapping is gone, though the API may still answer it for a while. */
  readonly deleted_at?: string;
}

/** A group mapping as the API answers it. */
export interface GroupMapping {
  readonly api_version?: string;
  readonly kind?: string;
  /** Opaque, at most 255 characters. `group-…`; mappings of old organizations begin with `pool-`. */
  readonly id: string;
  readonly metadata?: ObjectMeta;
  readonly display_name: string;
  readonly description: string;
  /** One group's identifier, or a CEL condition over `groups`. */
  readonly filter: string;
  /** Equal to the id in every response seen. */
  readonly principal?: string;
  /** `ENABLED` is the only value published; the enumeration is open. */
  readonly state?: string;
}

/** Body of POST. `description` must be present, though it may be empty: without it the API answers 400. */
export interface CreateGroupMapping {
  readonly display_name: string;
  readonly description: string;
  readonly filter: string;
}

/** Body of PATCH: a merge; what is left out keeps its value. */
export type UpdateGroupMapping = Partial<CreateGroupMapping>;

import { randomInt, randomUUID } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const RANDOM_CHARACTERS = 6;

/** An id such as `group-x7k2m9` that is none of those taken. */
export function createMappingId(isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `group-${Array.from({ length: RANDOM_CHARACTERS }, randomCharacter).join("")}`;
    if (!isTaken(id)) {
      return id;
    }
  }
}

/** 32 hexadecimal digits: for X-Request-Id, and for the `id` of one entry of `errors`. */
export function createRequestId(): string {
  return randomUUID().replaceAll("-", "");
}

/** The `metadata.resource_name` of an organization. */
export function organizationCrn(organizationId: string): string {
  return `crn://confluent.cloud/organization=${organizationId}`;
}

/** The name that the API gives a mapping in `metadata.resource_name`. */
export function groupMappingCrn(organizationId: string, id: string): string {
  return `${organizationCrn(organizationId)}/group-mapping=${id}`;
}

function randomCharacter(): string {
  return ALPHABET.charAt(randomInt(ALPHABET.length));
}

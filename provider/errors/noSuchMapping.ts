import { type Action, subject } from "./action";
import { ProviderError } from "./providerError";

/** What to tell somebody who looks up an id that the organisation does not have. */
export function noSuchMapping(id: string): ProviderError {
  const action: Action = { verb: "read", mappingId: id };
  return new ProviderError(
    `Cannot get ${subject(action)}: the organization of these credentials has no group mapping with this id. ` +
      "Check the id (the Console shows it, as `confluent iam group-mapping list` does) and the organization.",
  );
}

import type { GroupMappings } from "../rest/groupMappings";

/** What a verb that asks the API needs. */
export interface Context {
  /** The API, with the credentials in force. */
  readonly mappings: GroupMappings;
  /** Tells the user something that is no error. */
  warn(text: string): Promise<void>;
}

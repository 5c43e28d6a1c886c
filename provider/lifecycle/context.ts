import type { FilterPolicy } from "../config";
import type { Connection } from "../rest";
import type { Adoptions } from "./adoptions";
import type { ImpactPreview } from "./impactPreview";

/** The API, with the credentials in force, and what an operation needs besides. */
export interface Context extends Connection {
  /** What earlier calls in this process know of adoptions. */
  readonly adoptions: Adoptions;
  /** How filters are judged; throws where the configuration says something that is none of the policies. */
  readonly filterPolicy: () => FilterPolicy;
  /** Who gains and who loses by what is to be done. */
  readonly impact: Pick<ImpactPreview, "problem" | "tell">;
  /** Tells the user something that is no error, once a process. */
  warn(text: string): Promise<void>;
  /** Tells the user what is being done, in a line that passes. */
  status(text: string): void;
}

import type { FilterPolicy } from "../config";
import type { Connection } from "../rest";
import type { Adoptions } from "./adoptions";
import type { ImpactPreview } from "./impactPreview";

/** The API, and everything else that an operation needs. */
export interface Context extends Connection {
  /** The adoptions that earlier calls in this process have seen. */
  readonly adoptions: Adoptions;
  /** How filters are checked. Throws if the configuration has an invalid value. */
  readonly filterPolicy: () => FilterPolicy;
  /** How many users gain and lose an identity. */
  readonly impact: Pick<ImpactPreview, "problem" | "report">;
  /** Shows a warning, once per process. */
  warn(text: string): Promise<void>;
  /** Shows a transient status message. */
  status(text: string): void;
}

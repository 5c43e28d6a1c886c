import { ApiError, ForbiddenError, UnauthenticatedError } from "./http";
import { WrongOrganizationError } from "./mappings";
import { TokenError } from "./oauth";
import { isTokenRefused } from "./send";

/** Whether the credentials were rejected or belong to another organization. A retry cannot help. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof TokenError) {
    return error.cause instanceof ApiError && isTokenRefused(error.cause.status);
  }
  return (
    error instanceof UnauthenticatedError ||
    error instanceof ForbiddenError ||
    error instanceof WrongOrganizationError ||
    (error instanceof Error && isRefusal(error.cause))
  );
}

import { excerpt, type RequestContext } from "../../errors";
import { DecodeError } from "../../wire";
import { InvalidResponseError } from "./apiError";
import type { HttpResponse } from "./transport";

/** @throws {InvalidResponseError} If the body is not JSON of the shape that `decode` reads. */
export function decodeBody<Shape>(
  action: RequestContext,
  response: HttpResponse,
  decode: (json: unknown) => Shape,
): Shape {
  try {
    if (response.body.trim() === "") {
      throw new DecodeError("it has no body");
    }
    return decode(JSON.parse(response.body));
  } catch (error) {
    if (error instanceof DecodeError) {
      throw new InvalidResponseError(action, excerpt(error.message, 500), response);
    }
    throw new InvalidResponseError(action, "it is not JSON", response);
  }
}

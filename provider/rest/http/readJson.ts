import type { Action } from "../../errors/action";
import { excerpt } from "../../errors/redaction";
import { DecodeError } from "../../wire/decode";
import { UnreadableAnswerError } from "./apiError";
import type { Answer } from "./exchange";

/**
 * The body as JSON of the shape that `decode` reads.
 *
 * @throws UnreadableAnswerError
 */
export function read<Shape>(action: Action, answer: Answer, decode: (json: unknown) => Shape): Shape {
  try {
    if (answer.body.trim() === "") {
      throw new DecodeError("it has no body");
    }
    return decode(JSON.parse(answer.body));
  } catch (error) {
    if (error instanceof DecodeError) {
      throw new UnreadableAnswerError(action, excerpt(error.message, 500), answer);
    }
    throw new UnreadableAnswerError(action, "it is not JSON", answer);
  }
}

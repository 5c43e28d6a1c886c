import { ConfigurationError } from "../errors/providerError";

/**
 * Checks a text that is to travel as a credential.
 *
 * @param source where it was configured, for the error; the value itself is not shown
 * @throws ConfigurationError where it has white space around it, or a control character in it
 */
export function checkText(value: string, source: string): void {
  if (/^\s|\s$|\p{Cc}/u.test(value)) {
    throw new ConfigurationError(
      `${source} begins or ends with white space, or holds a control character ` +
        "(a line break that came along when it was copied, perhaps). Set it again without.",
    );
  }
}

import { ConfigurationError } from "./providerError";
import { describeSource, type Source } from "./sources";

/** A Cloud API key, and where it came from: the remedy of a refusal depends on that. */
export interface Credentials {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly source: Source;
}

/**
 * The credentials of the first source that has any.
 *
 * @throws ConfigurationError where no source has any, one has half a pair, or a value cannot be a credential
 */
export function findCredentials(sources: readonly Source[]): Credentials {
  for (const source of sources) {
    const apiKey = source.get("cloudApiKey");
    const apiSecret = source.get("cloudApiSecret");
    if (apiKey !== undefined && apiSecret !== undefined) {
      checkText(apiKey, describeSource(source, "cloudApiKey"));
      checkText(apiSecret, describeSource(source, "cloudApiSecret"));
      if (apiKey.includes(":")) {
        throw new ConfigurationError(
          `${describeSource(source, "cloudApiKey")} holds a colon, which no Cloud API key has: ` +
            "give the key alone there, and its secret in its own setting.",
        );
      }
      return { apiKey, apiSecret, source };
    }
    if (apiKey !== undefined || apiSecret !== undefined) {
      const [given, missing] =
        apiKey === undefined
          ? (["cloudApiSecret", "cloudApiKey"] as const)
          : (["cloudApiKey", "cloudApiSecret"] as const);
      throw new ConfigurationError(
        [
          `Half a pair of credentials: ${describeSource(source, given)} is set, ` +
            `${source.nameOf(missing)} is not. Set both in the same place, or neither.`,
          ...(source.kind === "stack configuration" ? storedByLastUp("the configuration") : []),
          ...(source.kind === "explicit provider" ? storedByLastUp("the Provider's arguments") : []),
        ].join("\n"),
      );
    }
  }
  throw new ConfigurationError(missingCredentials(sources));
}

/** What to do about a 401, where the refused key came from `source`. Only what works for that source. */
export function remedyFor(source: Source): string[] {
  const key = source.nameOf("cloudApiKey");
  const secret = source.nameOf("cloudApiSecret");
  switch (source.kind) {
    case "environment":
      return [
        `The refused key came from the environment variables ${key} and ${secret}.`,
        "Set them to a valid Cloud API key and run the command again: they are read anew in every operation.",
      ];
    case "pulumi-nodejs":
      return [
        `The refused key came from the stack configuration ${key} and ${secret}.`,
        `Set them to a valid Cloud API key (pulumi config set ${key} <key>, ` +
          `pulumi config set --secret ${secret}) and run the command again: they are read anew in every operation.`,
      ];
    case "stack configuration":
      return [
        `The refused key came from the stack configuration ${key} and ${secret}.`,
        `Set them to a valid Cloud API key: pulumi config set ${key} <key>, pulumi config set --secret ${secret}.`,
        ...storedByLastUp("the configuration"),
      ];
    case "explicit provider":
      return [
        "The refused key came from the arguments cloudApiKey and cloudApiSecret of a Provider in the program.",
        "Give that Provider a valid Cloud API key.",
        ...storedByLastUp("the Provider's arguments"),
      ];
  }
}

/** Refresh, destroy and the refresh phase of the others get what the last up stored in the state. */
function storedByLastUp(what: string): string[] {
  return [
    `If you have done so already: a refresh, a destroy and a preview that refreshes use ${what} that the last`,
    "`pulumi up` stored in the state. Add --run-program to the command, or run `pulumi up --refresh=false` once.",
  ];
}

function missingCredentials(sources: readonly Source[]): string {
  if (sources.some(({ kind }) => kind === "explicit provider")) {
    return (
      "No credentials: the Provider has neither cloudApiKey nor cloudApiSecret. " +
      "An explicit Provider takes nothing from the stack configuration or the environment: give it both arguments."
    );
  }
  return [
    "No credentials for Confluent Cloud. Give a Cloud API key and its secret in one of these ways:",
    "  - environment variables CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET",
    "  - stack configuration: pulumi config set confluentcloud:cloudApiKey <key>",
    "                         pulumi config set --secret confluentcloud:cloudApiSecret",
    "  - stack configuration that a key rotation needs no extra step for: the same two keys as pulumi-nodejs:…",
    '  - in the program: new Provider("…", { cloudApiKey, cloudApiSecret }), passed as the option `provider`',
    ...storedByLastUp("the configuration"),
  ].join("\n");
}

function checkText(value: string, source: string): void {
  if (/^\s|\s$|\p{Cc}/u.test(value)) {
    throw new ConfigurationError(
      `${source} begins or ends with white space, or holds a control character ` +
        "(a line break that came along when it was copied, perhaps). Set it again without.",
    );
  }
}

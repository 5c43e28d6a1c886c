import { type AxiosAdapter, AxiosHeaders } from "axios";
import fc from "fast-check";
import { Client } from "../../provider/rest/http";
import type { Credentials } from "../../provider/config";
import { GroupMappings } from "../../provider/rest/mappings";
import { senderWithTokens } from "../../provider/rest/oauth";
import { ProviderError, Redactor, secrets } from "../../provider/errors";
import { createRateLimiter, Sender } from "../../provider/rest/send";
import { caseCount } from "../support/cases";
import { anyEncoding, encode, secretCharacter } from "../support/encodings";
import { secretPartsIn } from "../support/secretParts";
import { DEFAULT_LIMITS, SETTINGS } from "../support/settings";
import { VirtualClock } from "../support/virtualClock";
import { listOf } from "../support/listOf";

/** Number of responses in each test. */
const RUNS = caseCount({ quick: 300, thorough: 2_000 });

const TOKEN_URL = "https://login.example/token";
const LIMITS = { ...DEFAULT_LIMITS, maxRetries: 1, maxUnavailableRetries: 1 };

/** The lengths at which the provider truncates text. A secret must not be shown in part at any of them. */
const CUTS = [50, 100, 200, 500, 1_000, 2_000, 6_000, 20_000];

/** Not in any secret, so that no part of a secret occurs by chance. */
const PADDING = "·";

const HEADERS = [
  "x-request-id",
  "www-authenticate",
  "location",
  "retry-after",
  "date",
  "content-type",
  "x-ratelimit-limit",
  "x-ratelimit-remaining",
  "x-ratelimit-reset",
];

/** Forms of a text in a header. */
const HEADER_FORMS = [
  (text: string) => text,
  (text: string) => `Basic error="invalid", error_description="${text}"`,
  (text: string) => `Bearer error_description=${text}`,
  (text: string) => `https://user:${text}@x.example/iam/v2/sso/group-mappings/${text}`,
  (text: string) => `/iam/v2/sso/group-mappings/${text}?next=${text}#${text}`,
  (text: string) => `120; ${text}`,
];

/** Bodies that contain a text as JSON. */
const JSON_BODIES = [
  (text: string) => ({ errors: [{ detail: text, code: "invalid" }] }),
  (text: string) => ({ errors: [{ title: "No", code: text }] }),
  (text: string) => ({ errors: [{ message: "No", source: { pointer: text }, resolution: text }] }),
  (text: string) => ({ errors: [{ detail: "No", source: { parameter: text } }, text, { unknown: text }] }),
  (text: string) => ({ error: text, error_description: "No" }),
  (text: string) => ({ error: "invalid", error_description: text }),
  (text: string) => ({ error: { code: 400, message: text, details: [text, { text }] } }),
  (text: string) => ({ error: { status: text, message: "No", suggestion: text }, doc_url: text }),
  (text: string) => ({ error_code: text, message: "No" }),
  (text: string) => ({ error_code: 40301, message: text }),
  (text: string) => ({ error_code: text }),
  (text: string) => ({ message: text }),
  (text: string) => ({ message: "No", requestId: text }),
  (text: string) => ({ unknown: { [text]: [text] } }),
  (text: string) => [text],
  (text: string) => ({ id: text, display_name: text, filter: 1 }),
  (text: string) => ({
    id: text,
    metadata: { resource_name: `crn://confluent.cloud/organization=${text}/x` },
  }),
  (text: string) => ({ data: [{ id: text, display_name: 1 }] }),
  (text: string) => ({ data: [], metadata: { next: text } }),
  (text: string) => ({
    data: [{ id: "group-a", metadata: { resource_name: `crn://confluent.cloud/organization=${text}` } }],
  }),
  (text: string) => ({ access_token: "token", token_type: text }),
];

/** Bodies that contain a text in another form. */
const OTHER_BODIES = [
  (text: string) => text,
  (text: string) => `<html><head><title>${text}</title></head></html>`,
  (text: string) => `<html><script>${text}</script><body class="${text}">\n <p>${text}</p></body></html>`,
  (text: string) => `{"message": "${text}`,
  (text: string) => `{"message": ${text}}`,
];

interface Response {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A response that echoes the text somewhere, in an encoding. */
type Echo = (secret: string) => Response;

const echo: fc.Arbitrary<Echo> = fc
  .record({
    status: fc.oneof(
      fc.constantFrom(200, 201, 204, 301, 307, 400, 401, 402, 403, 404, 409, 422, 429, 500, 502, 503, 504),
      fc.integer({ min: 200, max: 599 }),
    ),
    place: fc.oneof(
      fc.record({ header: fc.constantFrom(...HEADERS), form: fc.constantFrom(...HEADER_FORMS) }),
      fc.constant("reason" as const),
      fc.record({ json: fc.constantFrom(...JSON_BODIES) }),
      fc.record({ json: fc.constantFrom(...JSON_BODIES) }),
      fc.record({ other: fc.constantFrom(...OTHER_BODIES) }),
    ),
    encoding: anyEncoding,
    padding: fc.oneof(
      fc.nat(20),
      fc.tuple(fc.constantFrom(...CUTS), fc.nat(120)).map(([cut, before]) => Math.max(0, cut - before)),
    ),
    after: fc.constantFrom("", PADDING, ` ${PADDING}`),
  })
  .map(({ status, place, encoding, padding, after }) => (secret) => {
    const text = PADDING.repeat(padding) + encode(secret, encoding) + after;
    const response = { status, statusText: "", headers: {}, body: '{"message":"No"}' };
    if (place === "reason") {
      return { ...response, statusText: text };
    }
    if ("header" in place) {
      return { ...response, headers: { [place.header]: place.form(text) } };
    }
    if ("other" in place) {
      return { ...response, body: place.other(text) };
    }
    // An encoding that is valid JSON is inserted unchanged. Any other text is escaped, as a serializer would do.
    const escaped = encoding.encoding.startsWith("JSON") ? text : JSON.stringify(text).slice(1, -1);
    return { ...response, body: JSON.stringify(place.json("ECHO")).replaceAll("ECHO", () => escaped) };
  });

/** The secrets of a case. Their characters are valid in a header. */
const secret = fc
  .array(secretCharacter, { minLength: 12, maxLength: 90 })
  .map((characters) => `k${characters.join("")}S`);
const token = fc.base64String({ minLength: 40, maxLength: 400 }).map((text) => `eyJ${text}`);

const OPERATIONS = {
  create: (api) => api.create({ display_name: "Admins", description: "", filter: "true" }),
  read: (api) => api.get("group-a", "Admins"),
  update: (api) => api.update("group-a", { filter: "true" }, "Admins"),
  delete: (api) => api.delete("group-a"),
  list: async (api) => {
    for await (const mapping of listOf(api)) {
      expect(mapping.id).toBeDefined();
    }
  },
} as const satisfies Record<string, (api: GroupMappings) => Promise<unknown>>;

const operation = fc.constantFrom(...Object.values(OPERATIONS));
const organizationId = fc.constantFrom(undefined, "11111111-2222-4333-8444-555555555555");

beforeEach(forgetSecrets);

test("no part of an API secret is shown, wherever a response contains it", async () => {
  await fc.assert(
    fc.asyncProperty(
      secret,
      echo,
      operation,
      organizationId,
      async (apiSecret, respond, run, organization) => {
        forgetSecrets();
        const credentials = { ...SETTINGS.credentials, apiSecret };
        const shown = await shownBy({ credentials, organization, run, answer: () => respond(apiSecret) });
        expect(secretPartsIn(shown, apiSecret)).toEqual([]);
      },
    ),
    { numRuns: RUNS, seed: 15 },
  );
});

test("no part of a client secret or a token is shown, wherever a response contains it", async () => {
  const stage = fc.constantFrom("token", "exchange", "api");
  const which = fc.constantFrom("clientSecret", "externalToken", "accessToken");
  await fc.assert(
    fc.asyncProperty(
      fc.record({ clientSecret: secret, externalToken: token, accessToken: token }),
      stage,
      which,
      echo,
      operation,
      async (all, failing, echoed, respond, run) => {
        forgetSecrets();
        // A service cannot echo a token that does not exist yet.
        fc.pre(!(failing === "token" && echoed !== "clientSecret"));
        fc.pre(!(failing === "exchange" && echoed === "accessToken"));
        const credentials: Credentials = {
          oauth: {
            external: {
              tokenUrl: TOKEN_URL,
              clientId: "client",
              clientSecret: all.clientSecret,
              scope: undefined,
            },
            identityPoolId: "pool-a",
            lifetime: 900,
          },
          source: SETTINGS.credentials.source,
        };
        const answer = (url: string) => {
          const at = url.startsWith(TOKEN_URL) ? "token" : url.includes("/sts/") ? "exchange" : "api";
          return at === failing
            ? respond(all[echoed])
            : tokenResponse(at === "token" ? all.externalToken : all.accessToken);
        };
        const shown = await shownBy({ credentials, organization: undefined, run, answer });
        expect(secretPartsIn(shown, all[echoed])).toEqual([]);
      },
    ),
    { numRuns: RUNS, seed: 15 },
  );
});

function tokenResponse(accessToken: string): Response {
  const body = JSON.stringify({ access_token: accessToken, token_type: "Bearer", expires_in: 900 });
  return { status: 200, statusText: "OK", headers: {}, body };
}

interface Case {
  readonly credentials: Credentials;
  readonly organization: string | undefined;
  readonly run: (api: GroupMappings) => Promise<unknown>;
  readonly answer: (url: string) => Response;
}

/** Everything that a user sees of the operation: its error, and the status messages while it waits. */
async function shownBy({ credentials, organization, run, answer }: Case): Promise<string> {
  const clock = new VirtualClock();
  const said: string[] = [];
  const settings = { ...SETTINGS, credentials, organizationId: organization, limits: LIMITS };
  const sending = { clock, limits: LIMITS, onStatus: (text: string) => said.push(text) };
  const adapter: AxiosAdapter = (config) => {
    const { body, headers, ...rest } = answer((config.baseURL ?? "") + (config.url ?? ""));
    return Promise.resolve({ ...rest, headers: new AxiosHeaders(headers), data: Buffer.from(body), config });
  };
  const client = new Client(settings, adapter);
  const gate = createRateLimiter("the API", sending);
  const sender =
    "oauth" in credentials
      ? senderWithTokens(
          client,
          credentials,
          gate,
          sending,
          new Client({ ...settings, endpoint: TOKEN_URL }, adapter),
        )
      : new Sender(client, gate, sending);
  const error: unknown = await clock.run(
    run(new GroupMappings(sender, settings, clock)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );
  if (error !== undefined) {
    expect(error).toBeInstanceOf(ProviderError);
  }
  return [...said, error instanceof Error ? error.message : "", JSON.stringify(error ?? "")].join("\n");
}

/** Each case has its own secrets. Those of earlier cases would only cost time. */
function forgetSecrets(): void {
  Object.assign(secrets, new Redactor());
}

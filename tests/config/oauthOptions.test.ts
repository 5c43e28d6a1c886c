import { type OAuthField, readOAuth, type SourceKind, variableOf } from "../../provider/config";
import { ConfigurationError } from "../../provider/errors";
import { failureIn } from "../support/failureOf";
import { explicitProvider, sourcesFrom } from "../support/sources";

type Fields = Readonly<Partial<Record<OAuthField, unknown>>>;

const SECRET = "client-secret-of-the-test";
const TOKEN = "eyJ.external-token-of-the-test";
const CLIENT: Fields = {
  oauthExternalTokenUrl: "https://login.example/token?tenant=1",
  oauthExternalClientId: "client-7",
  oauthExternalClientSecret: SECRET,
  oauthIdentityPoolId: "pool-abc",
};
const GIVEN: Fields = { oauthExternalAccessToken: TOKEN, oauthIdentityPoolId: "pool-abc" };

/** Each source: how `oauth` is set in it, and the name of a field that users know, alone and in a sentence. */
const SOURCES: Record<
  SourceKind,
  {
    given: (oauth: unknown) => Parameters<typeof sourcesFrom>[0];
    bare: (field: OAuthField) => string;
    name: (field: OAuthField) => string;
  }
> = {
  environment: {
    given: (oauth) => ({
      environment: Object.fromEntries(
        Object.entries(oauth as Fields).map(([field, value]) => [
          variableOf(field as OAuthField),
          String(value),
        ]),
      ),
    }),
    bare: (field) => variableOf(field),
    name: (field) => `the environment variable ${variableOf(field)}`,
  },
  "pulumi-nodejs": {
    given: (oauth) => ({ host: { oauth } }),
    bare: (field) => `pulumi-nodejs:oauth.${field}`,
    name: (field) => `the stack configuration pulumi-nodejs:oauth.${field}`,
  },
  "stack configuration": {
    given: (oauth) => ({ stack: { "confluentcloud:oauth": oauth } }),
    bare: (field) => `confluentcloud:oauth.${field}`,
    name: (field) => `the stack configuration confluentcloud:oauth.${field}`,
  },
  "explicit provider": {
    given: (oauth) => ({ stack: { ...explicitProvider({}), "confluentcloud:oauth": oauth } }),
    bare: (field) => `oauth.${field}`,
    name: (field) => `the argument oauth.${field} of the Provider`,
  },
};
const KINDS = Object.keys(SOURCES) as SourceKind[];
const STORED = "Add --run-program to the command, or run `pulumi up --refresh=false` once.";

function readIn(kind: SourceKind, oauth: unknown) {
  const source = sourcesFrom(SOURCES[kind].given(oauth)).find((one) => one.kind === kind);
  return source === undefined ? undefined : readOAuth(source);
}

function refusal(kind: SourceKind, oauth: unknown): string {
  const error = failureIn(() => readIn(kind, oauth));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(error.message).not.toContain(SECRET);
  expect(error.message).not.toContain(TOKEN);
  return error.message;
}

describe.each(KINDS)("oauth in the source %s", (kind) => {
  const { bare, name } = SOURCES[kind];

  test("configures a client of the identity provider, with and without a scope", () => {
    const external = {
      tokenUrl: "https://login.example/token?tenant=1",
      clientId: "client-7",
      clientSecret: SECRET,
      scope: undefined,
    };
    expect(readIn(kind, CLIENT)).toEqual({ external, identityPoolId: "pool-abc", lifetime: 900 });
    const scope = "api://client-7/.default openid";
    expect(readIn(kind, { ...CLIENT, oauthExternalTokenScope: scope })).toMatchObject({
      external: { ...external, scope },
    });
  });

  test("accepts a token from the user", () => {
    const external = { accessToken: TOKEN };
    expect(readIn(kind, GIVEN)).toEqual({ external, identityPoolId: "pool-abc", lifetime: 900 });
  });

  test.each([1, 60, 900, "300"])("accepts the lifetime %j of an access token", (seconds) => {
    expect(readIn(kind, { ...GIVEN, oauthStsTokenExpiredInSeconds: seconds })).toMatchObject({
      lifetime: Number(seconds),
    });
  });

  test.each<[string, Fields, Fields, string]>([
    ["a lifetime of 0", GIVEN, { oauthStsTokenExpiredInSeconds: 0 }, "from 1 to 900"],
    ["a lifetime of 901", GIVEN, { oauthStsTokenExpiredInSeconds: 901 }, "from 1 to 900"],
    ["a lifetime of half a second", GIVEN, { oauthStsTokenExpiredInSeconds: "0.5" }, "whole number"],
    ["a lifetime that is text", GIVEN, { oauthStsTokenExpiredInSeconds: "15m" }, '"15m"'],
    [
      "an http URL",
      CLIENT,
      { oauthExternalTokenUrl: "http://a.example/t" },
      "does not use https (http://a.example)",
    ],
    [
      "an invalid URL",
      CLIENT,
      { oauthExternalTokenUrl: "a.example" },
      "is not a URL that begins with https://",
    ],
    [
      "a password in the URL",
      CLIENT,
      { oauthExternalTokenUrl: `https://a:${SECRET}@a.example` },
      "or a password",
    ],
    ["a fragment in the URL", CLIENT, { oauthExternalTokenUrl: "https://a.example/#x" }, "has a fragment"],
    ["a line break after the secret", CLIENT, { oauthExternalClientSecret: `${SECRET}\n` }, "white space"],
    ["a space before the token", GIVEN, { oauthExternalAccessToken: ` ${TOKEN}` }, "white space"],
  ])("with %s is rejected with the name of the field", (_what, oauth, wrong, problem) => {
    const message = refusal(kind, { ...oauth, ...wrong });
    const [field] = Object.keys(wrong) as [OAuthField];
    expect(message).toContain(name(field));
    expect(message).toContain(problem);
  });

  test.each<OAuthField>([
    "oauthExternalTokenUrl",
    "oauthExternalClientId",
    "oauthExternalClientSecret",
    "oauthExternalTokenScope",
  ])("with a token and %s is rejected with both names", (field) => {
    const message = refusal(kind, { ...GIVEN, [field]: "https://login.example" });
    expect(message).toContain(
      `${name("oauthExternalAccessToken")} and ${bare(field)} are both set. Set either a token, or`,
    );
  });

  test.each<[string, OAuthField]>([
    ["the token URL", "oauthExternalTokenUrl"],
    ["the client's id", "oauthExternalClientId"],
    ["the client's secret", "oauthExternalClientSecret"],
    ["the identity pool", "oauthIdentityPoolId"],
  ])("without %s is incomplete, an error that names the source", (_what, missing) => {
    const rest = Object.fromEntries(Object.entries(CLIENT).filter(([field]) => field !== missing));
    const message = refusal(kind, rest);
    const [given] = Object.keys(rest) as [OAuthField];
    expect(message).toContain(`Incomplete OAuth settings: ${name(given)} is set, but `);
    expect(message).toContain(` ${bare(missing)} is not. Set all of them in the same source, or none.`);
    expect(message.includes(STORED)).toBe(kind === "stack configuration" || kind === "explicit provider");
    expect(message.includes("pulumi config set")).toBe(
      kind === "stack configuration" || kind === "pulumi-nodejs",
    );
  });

  test("with a token and no pool reports only the missing pool", () => {
    expect(refusal(kind, { oauthExternalAccessToken: TOKEN })).toContain(
      `${name("oauthExternalAccessToken")} is set, but ${bare("oauthIdentityPoolId")} is not. `,
    );
  });

  test("with only empty strings counts as not set", () => {
    expect(readIn(kind, { oauthIdentityPoolId: "", oauthExternalClientId: "" })).toBeUndefined();
  });

  test("may use http to this machine", () => {
    const oauth = { ...CLIENT, oauthExternalTokenUrl: "http://127.0.0.1:8080/t" };
    expect(readIn(kind, oauth)).toMatchObject({ external: { tokenUrl: "http://127.0.0.1:8080/t" } });
  });
});

const STRUCTURED = KINDS.filter((kind) => kind !== "environment");

describe.each(STRUCTURED)("the structured setting in the source %s", (kind) => {
  test("may be JSON text, as Pulumi passes it", () => {
    expect(readIn(kind, JSON.stringify(CLIENT))).toEqual(readIn(kind, CLIENT));
  });

  test.each([undefined, null, "", {}, "{}", '{"oauthIdentityPoolId": null}'])(
    "counts as not set if it is %j",
    (oauth) => {
      expect(readIn(kind, oauth)).toBeUndefined();
    },
  );

  test.each<[string, unknown]>([
    ["broken JSON", `{"oauthExternalClientSecret": "${SECRET}`],
    ["plain text", TOKEN],
    ["a list", [TOKEN]],
    ["the JSON of a list", "[1]"],
    ["the JSON of null", "null"],
    ["a number", 7],
  ])("that is %s is rejected, and not shown", (_what, oauth) => {
    expect(refusal(kind, oauth)).toMatch(
      /oauth( of the Provider)? must be an object with fields, or the JSON of one/,
    );
  });

  test.each<[string, string]>([
    ["oauth_identity_pool_id", "Did you mean oauthIdentityPoolId?"],
    ["identityPoolID", "Did you mean oauthIdentityPoolId?"],
    ["tokenUrl", "Did you mean oauthExternalTokenUrl?"],
    ["oauthClientSecret", "Did you mean oauthExternalClientSecret?"],
    ["audience", "Its fields are oauthExternalTokenUrl, "],
    ["toString", "Its fields are oauthExternalTokenUrl, "],
    ["__proto__", "Its fields are oauthExternalTokenUrl, "],
  ])("with the unknown field %s is rejected with a suggestion", (field, suggestion) => {
    const message = refusal(kind, `{"${field}": "${SECRET}"}`);
    expect(message).toContain(`"${field}" is not a field of `);
    expect(message).toContain(suggestion);
  });

  test.each<[string, unknown, string]>([
    ["a list", ["pool-abc"], "must be a string, not a list"],
    ["an object", { a: 1 }, "must be a string, not an object"],
    ["a number that lost digits", Number("12345678901234567890"), "is a number with too many digits"],
  ])("with %s for a field is rejected", (_what, value, problem) => {
    const message = refusal(kind, { ...CLIENT, oauthExternalClientId: value });
    expect(message).toContain(SOURCES[kind].name("oauthExternalClientId"));
    expect(message).toContain(problem);
  });

  test("accepts numbers and booleans that `pulumi config set --path` made from strings", () => {
    const oauth = JSON.stringify({ ...CLIENT, oauthExternalClientId: 4711, oauthExternalTokenScope: true });
    expect(readIn(kind, oauth)).toMatchObject({ external: { clientId: "4711", scope: "true" } });
  });
});

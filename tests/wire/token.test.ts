import { DecodeError, decodeToken, tokensIn } from "../../provider/wire";
const TOKEN = "eyJhbGciOiJub25lIn0.e30.sig-_~+/=";

test.each<[string, Readonly<Record<string, unknown>>, number | undefined]>([
  ["a number of seconds", { expires_in: 900 }, 900],
  ["a numeric string", { expires_in: "3599" }, 3_599],
  ["a fraction of a second", { expires_in: 0.5 }, 0.5],
  ["nothing", {}, undefined],
  ["null", { expires_in: null }, undefined],
  ["zero", { expires_in: 0 }, undefined],
  ["a negative number", { expires_in: -1 }, undefined],
  ["a string that is not a number", { expires_in: "soon" }, undefined],
  ["an empty string", { expires_in: "" }, undefined],
  ["an infinite number", { expires_in: "Infinity" }, undefined],
  ["a list", { expires_in: [900] }, undefined],
])("decodeToken returns the lifetime from %s", (_what, more, expiresIn) => {
  const answer = { access_token: TOKEN, token_type: "Bearer", ...more };
  expect(decodeToken(answer)).toEqual({ accessToken: TOKEN, expiresIn });
});

test("decodeToken accepts a missing type, or any case", () => {
  expect(decodeToken({ access_token: TOKEN }).accessToken).toBe(TOKEN);
  expect(decodeToken({ access_token: TOKEN, token_type: "bearer" }).accessToken).toBe(TOKEN);
});

test.each<[string, unknown, string]>([
  ["that is a list", [TOKEN], "not an object"],
  ["that is null", null, "not an object"],
  ["without a token", { token_type: "Bearer" }, "access_token is missing"],
  ["with an empty token", { access_token: "" }, "access_token is missing"],
  ["with a token that is not a string", { access_token: 7 }, "access_token is missing or not a string"],
  ["with a line break in the token", { access_token: `${TOKEN}\r\nX: y` }, "contains invalid characters"],
  ["with a space in the token", { access_token: "a b" }, "contains invalid characters"],
  ["of another type", { access_token: TOKEN, token_type: "DPoP" }, 'token_type is "DPoP", expected "Bearer"'],
])("decodeToken rejects a response %s, and does not show the token", (_what, json, problem) => {
  const decode = () => decodeToken(json);
  expect(decode).toThrow(DecodeError);
  expect(decode).toThrow(problem);
  expect(decode).not.toThrow(TOKEN);
});

test.each<[string, string, string[]]>([
  ["a response", JSON.stringify({ access_token: TOKEN, expires_in: 9 }), [TOKEN]],
  ["a response with several", '{"id_token" : "a","refresh_token":"b", "access_token":"c"}', ["a", "b", "c"]],
  ["a nested response", JSON.stringify({ error: { access_token: 'a"b' } }), ['a"b']],
  ["a truncated response", '{"access_token": "half', ["half"]],
  ["a response that ends inside an escape", '{"access_token": "half\\', ["half"]],
  ["a response without a token", '{"access_token": 7, "token_type": "Bearer"}', []],
  ["text that is not JSON", "access_token", []],
])("tokensIn finds the tokens in %s", (_what, text, tokens) => {
  expect(tokensIn(text)).toEqual(tokens);
});

test("tokensIn returns no more tokens than any service issues", () => {
  expect(tokensIn('"id_token":"a"'.repeat(100_000))).toHaveLength(20);
});

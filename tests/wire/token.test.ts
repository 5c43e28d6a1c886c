import { DecodeError, decodeToken, tokensIn } from "../../provider/wire";
const TOKEN = "eyJhbGciOiJub25lIn0.e30.sig-_~+/=";

test.each<[string, Readonly<Record<string, unknown>>, number | undefined]>([
  ["a number of seconds", { expires_in: 900 }, 900],
  ["the text of a number", { expires_in: "3599" }, 3_599],
  ["part of a second", { expires_in: 0.5 }, 0.5],
  ["nothing", {}, undefined],
  ["null", { expires_in: null }, undefined],
  ["nought", { expires_in: 0 }, undefined],
  ["less than nought", { expires_in: -1 }, undefined],
  ["a text that is no number", { expires_in: "soon" }, undefined],
  ["an empty text", { expires_in: "" }, undefined],
  ["a number without end", { expires_in: "Infinity" }, undefined],
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
  ["with a blank in the token", { access_token: "a b" }, "contains invalid characters"],
  ["of another type", { access_token: TOKEN, token_type: "DPoP" }, 'token_type is "DPoP", expected "Bearer"'],
])("decodeToken rejects a response %s, and does not show the token", (_what, json, problem) => {
  const decode = () => decodeToken(json);
  expect(decode).toThrow(DecodeError);
  expect(decode).toThrow(problem);
  expect(decode).not.toThrow(TOKEN);
});

test.each<[string, string, string[]]>([
  ["an answer", JSON.stringify({ access_token: TOKEN, expires_in: 9 }), [TOKEN]],
  ["an answer with several", '{"id_token" : "a","refresh_token":"b", "access_token":"c"}', ["a", "b", "c"]],
  ["an answer inside another", JSON.stringify({ error: { access_token: 'a"b' } }), ['a"b']],
  ["an answer that breaks off", '{"access_token": "half', ["half"]],
  ["an answer that breaks off in an escape", '{"access_token": "half\\', ["half"]],
  ["an answer without a token", '{"access_token": 7, "token_type": "Bearer"}', []],
  ["no JSON", "access_token", []],
])("tokensIn finds the tokens in %s", (_what, text, tokens) => {
  expect(tokensIn(text)).toEqual(tokens);
});

test("tokensIn returns no more tokens than any service issues", () => {
  expect(tokensIn('"id_token":"a"'.repeat(100_000))).toHaveLength(20);
});

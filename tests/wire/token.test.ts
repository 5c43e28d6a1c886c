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
])("a token that tells %s of its life", (_what, more, expiresIn) => {
  const answer = { access_token: TOKEN, token_type: "Bearer", ...more };
  expect(decodeToken(answer)).toEqual({ accessToken: TOKEN, expiresIn });
});

test("the type may be missing, or written in any case", () => {
  expect(decodeToken({ access_token: TOKEN }).accessToken).toBe(TOKEN);
  expect(decodeToken({ access_token: TOKEN, token_type: "bearer" }).accessToken).toBe(TOKEN);
});

test.each<[string, unknown, string]>([
  ["no object", [TOKEN], "no object"],
  ["null", null, "no object"],
  ["without a token", { token_type: "Bearer" }, "access_token is missing"],
  ["with an empty token", { access_token: "" }, "access_token is missing"],
  ["with a token that is no text", { access_token: 7 }, "access_token is missing or no text"],
  ["with a line break in the token", { access_token: `${TOKEN}\r\nX: y` }, "characters that no token has"],
  ["with a blank in the token", { access_token: "a b" }, "characters that no token has"],
  ["of another type", { access_token: TOKEN, token_type: "DPoP" }, 'token_type is "DPoP", wanted "Bearer"'],
])("an answer %s is refused, and the token not shown", (_what, json, problem) => {
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
])("the tokens in %s are found", (_what, text, tokens) => {
  expect(tokensIn(text)).toEqual(tokens);
});

test("no more tokens are looked for than any service hands out", () => {
  expect(tokensIn('"id_token":"a"'.repeat(100_000))).toHaveLength(20);
});

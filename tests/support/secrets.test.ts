import { expectClean, formsOf, uncleanIn } from "./secrets";

const KEY = "KEY0000000000001";
const SECRET = 'cf+lt/k"ey\\with=ü&more';
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["raw", SECRET],
  ["as JSON", JSON.stringify({ secret: SECRET })],
  ["as JSON inside JSON", JSON.stringify(JSON.stringify({ secret: SECRET }))],
  ["percent-encoded", encodeURIComponent(SECRET)],
  ["in a form", new URLSearchParams({ secret: SECRET }).toString()],
  ["in a Basic header", `Basic ${base64(`${KEY}:${SECRET}`)}`],
  ["in base64", base64(SECRET)],
  ["in base64 after one byte", base64(`x${SECRET}x`)],
  ["in base64 after two bytes", base64(`xy${SECRET}xy`)],
  ["in URL-safe base64", Buffer.from(SECRET).toString("base64url")],
])("uncleanIn reports text with the secret %s", (_form, text) => {
  expect(uncleanIn(`before ${text} after`, KEY, SECRET)).not.toEqual([]);
});

test("expectClean accepts text that contains only the key", () => {
  expectClean(`The key ${KEY} was refused`, KEY, SECRET);
  expect(formsOf(KEY, SECRET)).not.toContain(KEY);
});

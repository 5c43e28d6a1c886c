import { ProviderError } from "../../provider/rest/providerError";
import { REDACTED, Redactor, secrets, withoutCredentials } from "../../provider/rest/redaction";

const KEY = "ABCDEFGH12345678";
const SECRET = 'cf+lt/k"ey\\with=ü&more';
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
const unpadded = (text: string) => text.replace(/=+$/, "");

/** Every form in which a server may echo a secret. */
const FORMS: [string, string][] = [
  ["as it is", SECRET],
  ["in base64", base64(SECRET)],
  ["in base64 without padding", unpadded(base64(SECRET))],
  ["in a Basic header", `Basic ${base64(`${KEY}:${SECRET}`)}`],
  ["in a Basic header without padding", `Basic ${unpadded(base64(`${KEY}:${SECRET}`))}`],
  ["URL-encoded", `?secret=${encodeURIComponent(SECRET)}`],
  ["in a form", new URLSearchParams({ secret: SECRET }).toString()],
  ["in JSON", JSON.stringify({ secret: SECRET })],
  ["behind its key", `${KEY}:${SECRET}`],
  ["several times", `${SECRET}${SECRET} ${SECRET}`],
];

const redactor = new Redactor();
redactor.add(SECRET);
redactor.add(`${KEY}:${SECRET}`);

describe("a secret is taken out", () => {
  test.each(FORMS)("%s", (_form, text) => {
    const clean = redactor.redact(`before ${text} after`);
    expect(clean).toMatch(/^before .*\[redacted\].* after$/);
    for (const needle of [SECRET, base64(SECRET), base64(`${KEY}:${SECRET}`), encodeURIComponent(SECRET)]) {
      expect(clean).not.toContain(unpadded(needle));
    }
  });

  test.each(FORMS)("of an error's message, %s", (_form, text) => {
    secrets.add(SECRET);
    secrets.add(`${KEY}:${SECRET}`);
    const { message } = new ProviderError(`The server says ${text}`);
    expect(message).toContain(REDACTED);
    for (const needle of [
      SECRET,
      base64(SECRET),
      base64(`${KEY}:${SECRET}`),
      JSON.stringify(SECRET).slice(1, -1),
    ]) {
      expect(message).not.toContain(unpadded(needle));
    }
  });

  test("whatever the length of its padding", () => {
    for (const secret of ["secretA", "secretAB", "secretABC"]) {
      const one = new Redactor();
      one.add(secret);
      expect(one.redact(`<${base64(secret)}>`)).toBe(`<${REDACTED}>`);
      expect(one.redact(`<${unpadded(base64(secret))}>`)).toMatch(/^<\[redacted\]=*>$/);
    }
  });

  test("whole, where it is part of a longer one", () => {
    const both = new Redactor();
    both.add("abcd");
    both.add("abcdefgh");
    expect(both.redact("abcdefgh, abcd")).toBe(`${REDACTED}, ${REDACTED}`);
  });

  test("with characters that mean something in a pattern or in a replacement", () => {
    const one = new Redactor();
    one.add("$&.*[a-z]$1");
    expect(one.redact("x $&.*[a-z]$1 y")).toBe(`x ${REDACTED} y`);
  });
});

test.each([
  ["https://a.example/b", "https://a.example/b"],
  ["/b/c", "/b/c"],
  ["", ""],
  ["https://user:word@a.example/b", "https://[redacted]@a.example/b"],
  ["//us@er:wo@rd@a.example/b@c", "//[redacted]@a.example/b@c"],
  ["https:\\\\user:word@a.example/b", "https:\\\\[redacted]@a.example/b"],
  ["https://a.example/b?token=x", "https://a.example/b?[redacted]"],
  ["/b#token", "/b?[redacted]"],
])("the URL %s is shown as %s", (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown);
});

test("a text without a secret stays as it is", () => {
  expect(redactor.redact("Cannot create group mapping")).toBe("Cannot create group mapping");
  expect(new Redactor().redact("anything")).toBe("anything");
});

test("what is too short to be a secret is not taken for one", () => {
  const one = new Redactor();
  one.add("");
  one.add("a");
  one.add("abc");
  expect(one.redact("an abc")).toBe("an abc");
});

import fc from "fast-check";
import { ProviderError, REDACTED, Redactor, redactUrl, secrets } from "../../provider/errors";
import { anyEncoding, encode, secretCharacter } from "../support/encodings";

const KEY = "ABCDEFGH12345678";
const SECRET = 'cf+lt/k"ey\\with=ü&more';
const base64 = (text: string) => Buffer.from(text, "utf8").toString("base64");
const unpadded = (text: string) => text.replace(/=+$/, "");

/** Every form in which a server may echo a secret. */
const FORMS: [string, string][] = [
  ["unencoded", SECRET],
  ["in base64", base64(SECRET)],
  ["in base64 without padding", unpadded(base64(SECRET))],
  ["in a Basic header", `Basic ${base64(`${KEY}:${SECRET}`)}`],
  ["in a Basic header without padding", `Basic ${unpadded(base64(`${KEY}:${SECRET}`))}`],
  ["URL-encoded", `?secret=${encodeURIComponent(SECRET)}`],
  ["in a form", new URLSearchParams({ secret: SECRET }).toString()],
  ["in JSON", JSON.stringify({ secret: SECRET })],
  ["after its key", `${KEY}:${SECRET}`],
  ["several times", `${SECRET}${SECRET} ${SECRET}`],
];

const redactor = new Redactor();
redactor.add(SECRET);
redactor.add(`${KEY}:${SECRET}`);

describe("a secret is redacted", () => {
  test.each(FORMS)("%s", (_form, text) => {
    const clean = redactor.redact(`before ${text} after`);
    expect(clean).toMatch(/^before .*\[redacted\].* after$/);
    for (const needle of [SECRET, base64(SECRET), base64(`${KEY}:${SECRET}`), encodeURIComponent(SECRET)]) {
      expect(clean).not.toContain(unpadded(needle));
    }
  });

  test.each(FORMS)("in an error's message, %s", (_form, text) => {
    secrets.add(SECRET);
    secrets.add(`${KEY}:${SECRET}`);
    const { message } = new ProviderError(`The server says ${text}`, "internal");
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

  test("with base64 padding of any length", () => {
    for (const secret of ["secretA", "secretAB", "secretABC"]) {
      const one = new Redactor();
      one.add(secret);
      expect(one.redact(`<${base64(secret)}>`)).toBe(`<${REDACTED}>`);
      expect(one.redact(`<${unpadded(base64(secret))}>`)).toMatch(/^<\[redacted\]=*>$/);
    }
  });

  test("completely if it is part of a longer secret", () => {
    const both = new Redactor();
    both.add("abcd");
    both.add("abcdefgh");
    expect(both.redact("abcdefgh, abcd")).toBe(`${REDACTED}, ${REDACTED}`);
  });

  test("with special characters of a pattern or a replacement", () => {
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
])("in the URL %s, shown as %s", (url, shown) => {
  expect(redactUrl(url)).toBe(shown);
});

test("but a text without secrets is unchanged", () => {
  expect(redactor.redact("Cannot create group mapping")).toBe("Cannot create group mapping");
  expect(new Redactor().redact("anything")).toBe("anything");
});

test("but a text that is too short to be a secret is not", () => {
  const one = new Redactor();
  one.add("");
  one.add("a");
  one.add("abc");
  expect(one.redact("an abc")).toBe("an abc");
});

describe("a secret is recognized", () => {
  const secret = 'a/b "c\\d%é😀+ef=';
  const one = new Redactor();
  one.add(secret);
  const twice = (text: string) => JSON.stringify(JSON.stringify(text)).slice(3, -3);
  const bytes = Array.from(Buffer.from(secret));
  const units = Array.from({ length: secret.length }, (_, at) => secret.charCodeAt(at));

  test.each([
    ["with every character as a JSON escape", units.map((u) => `\\u${hex(u, 4)}`).join("")],
    ["with uppercase escapes", units.map((u) => `\\u${hex(u, 4).toUpperCase()}`).join("")],
    ["in JSON inside JSON", twice(secret)],
    ["with an escaped slash", JSON.stringify(secret).slice(1, -1).replace("/", "\\/")],
    ["with every byte percent-encoded", bytes.map((byte) => `%${hex(byte, 2)}`).join("")],
    ["with uppercase percent-encoding", bytes.map((byte) => `%${hex(byte, 2).toUpperCase()}`).join("")],
    ["percent-encoded twice", encodeURIComponent(encodeURIComponent(secret))],
    ["with some characters percent-encoded", "a%2fb%20%22c%5Cd%25%c3%A9%F0%9f%98%80+e%66="],
    ["with a plus for the space", encodeURIComponent(secret).replace("%20", "+")],
    ["with HTML entities", "a&#x2F;b &quot;c\\d%&#233;&#128512;&#43;ef&#61;"],
    ["in a header, whose bytes arrive as Latin-1", Buffer.from(secret).toString("latin1")],
  ])("%s", (_form, text) => {
    expect(one.redact(`<${text}>`)).toBe(`<${REDACTED}>`);
  });

  test.each([0, 1, 2, 3])("in a longer base64 text after %i bytes", (before) => {
    for (const after of ["", "x", "xy", "xyz"]) {
      const longer = base64("abc".slice(0, before) + secret + after);
      for (const text of [longer, unpadded(longer), longer.replaceAll("+", "-").replaceAll("/", "_")]) {
        expect(one.redact(`<${text}>`)).toMatch(/^<.{0,4}\[redacted\].{0,6}>$/);
      }
    }
  });

  test.each(["abcd", "é", "😀!"])("in base64 at every alignment even if it is as short as %s", (short) => {
    const redactor = new Redactor();
    redactor.add(short.repeat(4));
    for (const before of ["", "x", "xy"]) {
      expect(redactor.redact(base64(before + short.repeat(4)))).toContain(REDACTED);
    }
  });

  test("next to a possible beginning or end of an escape", () => {
    for (const [before, after] of [
      ["%", "0"],
      ["%4", ""],
      ["\\u00", "2"],
      ["\\", ";"],
      ["&#", "&"],
    ] as const) {
      const hexadecimal = new Redactor();
      hexadecimal.add("41bcde%");
      expect(hexadecimal.redact(`${before}41bcde%${after}`)).toBe(`${before}${REDACTED}${after}`);
    }
  });

  test("in any mix of encodings, at any position", () => {
    const context = fc.string({ unit: fc.constantFrom(...Array.from('%\\"u0025&#+=xQ')), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(secretCharacter, { minLength: 5, maxLength: 60 }).map((characters) => characters.join("")),
        anyEncoding,
        context,
        context,
        (secret, encoding, before, after) => {
          const redactor = new Redactor();
          redactor.add(secret);
          const clean = redactor.redact(before + encode(secret, encoding) + after);
          const [start, end] = [clean.indexOf(REDACTED), clean.lastIndexOf(REDACTED) + REDACTED.length];
          expect(start).toBeGreaterThanOrEqual(0);
          // In base64, the characters next to the secret stay.
          const [first, last] = [clean.slice(0, start), clean.slice(end)];
          expect(encoding.encoding === "base64" || before.startsWith(first)).toBe(true);
          expect(encoding.encoding === "base64" || after.endsWith(last)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("overlapping secrets are redacted completely", () => {
  test.each([
    ["abcdefgh", "efghijkl", "abcdefghijkl"],
    ["abcdefgh", "abcdefghijkl", "abcdefghijkl"],
    ["cdef", "abcdefghijkl", "abcdefghijkl"],
    ["abcab", "other", "abcabcab"],
    ["abcdefgh", "KEY:abcdefgh", "KEY:abcdefgh"],
    ["abcdefgh", "other", base64("abcdefghabcdefgh")],
  ])("%s and %s in %s", (one, other, text) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const redactor = new Redactor();
      order.forEach((secret) => {
        redactor.add(secret);
      });
      expect(redactor.redact(`<${text}>`)).toBe(`<${REDACTED}>`);
    }
  });
});

test("JSON stays valid JSON if a secret is redacted", () => {
  const redactor = new Redactor();
  redactor.add('"\\start and end/');
  const json = JSON.stringify({ a: ['x"\\start and end/"y', "\\"], b: '\n"\\start and end/' });
  expect(JSON.parse(redactor.redact(json))).toEqual({ a: [`x${REDACTED}"y`, "\\"], b: `\n${REDACTED}` });
});

test.each([
  ["backslashes", "\\"],
  ["percent signs", "%25"],
  ["ampersands", "&amp;"],
  ["base64", "QUJDREVGRw+/"],
  ["prefixes of the secret", "eyJhbGciOiJSUzI1NiIs\\u"],
])("a body of 10 MB of %s is redacted in seconds, with a token of 4,000 characters", (_what, piece) => {
  const redactor = new Redactor();
  const token = `eyJhbGciOiJSUzI1NiIs${"InR5cCI6Ik".repeat(398)}`;
  redactor.add(token);
  const body = piece.repeat(Math.ceil(10_000_000 / piece.length));
  const begun = performance.now();
  expect(redactor.redact(body + token).endsWith(REDACTED)).toBe(true);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

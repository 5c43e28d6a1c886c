import fc from "fast-check";
import { hclText } from "../../../cli/codegen";
import { readHclText } from "../../support/hcl";

/** Terraform 1.11.4 printed each of these as an output, and the result equaled the text. */
test.each([
  ["", '""'],
  ["On call", '"On call"'],
  ['"kafka" in groups', String.raw`"\"kafka\" in groups"`],
  ["back\\slash \\n", String.raw`"back\\slash \\n"`],
  ["two\nlines\r\n\tand more", String.raw`"two\nlines\r\n\tand more"`],
  ["${group} %{if true} $ % {} $", '"$${group} %%{if true} $ % {} $"'],
  ["$${doubled} $$${thrice} %%{x}", '"$$${doubled} $$$${thrice} %%%{x}"'],
  [
    "nul\u0000 no-break\u00A0 separator\u2028 mark\u202E",
    String.raw`"nul\u0000 no-break\u00a0 separator\u2028 mark\u202e"`,
  ],
  ["🚀 管理者 größe", '"🚀 管理者 größe"'],
])("%j is %s in HCL", (text, quoted) => {
  expect(hclText(text)).toBe(quoted);
  expect(readHclText(quoted)).toBe(text);
});

test("hclText returns one line of HCL that evaluates to the text", () => {
  const nasty = fc.constantFrom(
    "$",
    "%",
    "{",
    "}",
    "${",
    "%{",
    "$${",
    "%%{",
    "\\",
    '"',
    "\n",
    "\r",
    "\u2028",
    "\u202E",
    "u0041",
    "~",
    "#",
    "/*",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(nasty, nasty, fc.string({ unit: "binary" }))), (parts) => {
      const text = parts.join("");
      expect(hclText(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      expect(readHclText(hclText(text))).toBe(text);
    }),
  );
});

test("the test's HCL parser rejects a literal that contains an expression", () => {
  for (const wrong of ['"${x}"', '"%{if x}"', '"a\nb"', String.raw`"\x"`, '"a"b"', '"a']) {
    expect(() => readHclText(wrong)).toThrow("HCL");
  }
});

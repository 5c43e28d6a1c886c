import { childrenOf, type Literal, readFilter } from "../../../provider/filter/index";

/** Returns the literal at the start of a condition, or its invalid part. */
function literalOf(text: string): Literal["value"] | { readonly fault: string } {
  const whole = `${text} in groups`;
  const reading = readFilter(whole);
  if (reading.kind === "invalid") {
    return { fault: whole.slice(reading.problem.start, reading.problem.end) };
  }
  const [left] = reading.kind === "expression" ? childrenOf(reading.tree) : [];
  if (left?.kind !== "literal") {
    throw new Error(`${whole} is ${reading.kind}`);
  }
  return left.value;
}

describe("decodes the escapes of a string", () => {
  test.each([
    [String.raw`"\a\b\f\n\r\t\v"`, "\x07\b\f\n\r\t\v"],
    [String.raw`"\\\?\"\'\`"`, "\\?\"'`"],
    [String.raw`"\x41\X7a"`, "Az"],
    [String.raw`"\101\000\377"`, "A\0ÿ"],
    [String.raw`"\u00e9\u20AC"`, "é€"],
    [String.raw`"\U0001F600\U0010FFFF"`, "😀\u{10FFFF}"],
    [String.raw`"\ud7ff\ue000"`, "\ud7ff\ue000"],
    [String.raw`r"\x41\"`, "\\x41\\"],
    [`'''it's'''`, "it's"],
    [`""`, ""],
  ])("%s", (text, value) => {
    expect(literalOf(text)).toBe(value);
  });

  test.each([
    [String.raw`"a\q"`, "\\q"],
    [String.raw`"\é"`, "\\é"],
    [String.raw`"\x4g"`, "\\x4"],
    [String.raw`"\12"`, "\\12"],
    [String.raw`"\400"`, "\\400"],
    [String.raw`"\u12"`, "\\u12"],
    [String.raw`"\U0011000"`, "\\U0011000"],
    [String.raw`"\U00110000"`, "\\U00110000"],
    [String.raw`"\udfff"`, "\\udfff"],
    [String.raw`b"\u0041"`, "\\u0041"],
    [String.raw`b"\U00000041"`, "\\U00000041"],
    [String.raw`"ok\\" in groups && "a\q"`, "\\q"],
  ])("%s contains an invalid escape", (text, fault) => {
    expect(literalOf(text)).toEqual({ fault });
  });
});

test.each([
  [`b"é"`, [195, 169]],
  [String.raw`B'\xff\377\n'`, [255, 255, 10]],
  [String.raw`br"\n"`, [92, 110]],
])("%s is decoded as bytes: characters as UTF-8, and each escape as one byte", (text, bytes) => {
  expect(literalOf(text)).toEqual(Uint8Array.from(bytes));
});

describe("a number is parsed exactly, within the range of its type", () => {
  test.each([
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
    ["0x7fffffffffffffff", 9223372036854775807n],
    ["-0x10", -16n],
    ["18446744073709551615u", 18446744073709551615n],
    ["0xFFU", 255n],
    ["007", 7n],
    ["1.50", 1.5],
    ["-.5", -0.5],
    ["1e3", 1000],
    ["2.5E-1", 0.25],
  ])("%s", (text, value) => {
    expect(literalOf(text)).toBe(value);
  });

  test.each([
    ["9223372036854775808", "9223372036854775808"],
    ["-9223372036854775809", "9223372036854775809"],
    ["0x8000000000000000", "0x8000000000000000"],
    ["18446744073709551616u", "18446744073709551616u"],
    ["1e999", "1e999"],
  ])("%s is out of range", (text, fault) => {
    expect(literalOf(text)).toEqual({ fault });
  });
});

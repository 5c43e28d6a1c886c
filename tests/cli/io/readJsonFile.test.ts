import fc from "fast-check";
import { readJsonFile, UsageError } from "../../../cli/io";
const WANTED = "Make it again.";
const read = (text: string) => readJsonFile({ name: "file.json", text }, WANTED);

test("an object is read, with white space around it or without", () => {
  expect(read('{"a": [1]}')).toEqual({ a: [1] });
  expect(read('\n{"a": [1]}\n')).toEqual({ a: [1] });
});

test.each([
  ["", "it is empty"],
  [" \n", "it is empty"],
  ["[1]", "it holds no object of JSON"],
  ["null", "it holds no object of JSON"],
  ["PK\u0003\u0004", "it is no JSON from line 1, column 1 on"],
  ['{"a": 1,\n "b": tru}', "it is no JSON from line 2, column 7 on"],
  ['{"a": 1,\n}', "it is no JSON from line 2, column 1 on"],
  ["{'a': 1}", "it is no JSON from line 1, column 2 on"],
  ['{"a" 1}', "it is no JSON from line 1, column 6 on"],
  ['{"a": "two\nlines"}', "it is no JSON from line 1, column 7 on"],
  ['{"a": [1 2]}', "it is no JSON from line 1, column 10 on"],
  ['{"a": [1}}', "it is no JSON from line 1, column 9 on"],
  ['{"a": 1}}', "it is no JSON from line 1, column 9 on"],
  ['{"a": 01}', "it is no JSON from line 1, column 8 on"],
  ['{"a": [1,', "it is no JSON from line 1, column 10 on"],
  ['{"a":\n  "secre', "it is no JSON from line 2, column 3 on"],
  ['{"a": tr', "it is no JSON from line 1, column 7 on"],
])("%j is refused: %s", (text, message) => {
  expect(() => read(text)).toThrow(UsageError);
  expect(() => read(text)).toThrow(`Cannot read file.json: ${message}`);
});

test("an error never quotes the file, which may hold secrets", () => {
  expect(() => read('{"secret": "sesame" "next": 1}')).toThrow(
    new UsageError(`Cannot read file.json: it is no JSON from line 1, column 21 on. ${WANTED}`),
  );
});

test("a foreign character is found where it stands", () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (json) => {
      const foreign = `it is no JSON from line 1, column ${json.length + 8} on`;
      expect(() => read(`{"a": ${json},#}`)).toThrow(foreign);
    }),
  );
});

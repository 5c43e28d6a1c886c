import fc from "fast-check";
import { readJsonFile, UsageError } from "../../../cli/io";
const WANTED = "Make it again.";
const read = (text: string) => readJsonFile({ name: "file.json", text }, WANTED);

test("readJsonFile accepts an object with or without surrounding white space", () => {
  expect(read('{"a": [1]}')).toEqual({ a: [1] });
  expect(read('\n{"a": [1]}\n')).toEqual({ a: [1] });
});

test.each([
  ["", "it is empty"],
  [" \n", "it is empty"],
  ["[1]", "it does not contain a JSON object"],
  ["null", "it does not contain a JSON object"],
  ["PK\u0003\u0004", "it is not valid JSON at line 1, column 1"],
  ['{"a": 1,\n "b": tru}', "it is not valid JSON at line 2, column 7"],
  ['{"a": 1,\n}', "it is not valid JSON at line 2, column 1"],
  ["{'a': 1}", "it is not valid JSON at line 1, column 2"],
  ['{"a" 1}', "it is not valid JSON at line 1, column 6"],
  ['{"a": "two\nlines"}', "it is not valid JSON at line 1, column 7"],
  ['{"a": [1 2]}', "it is not valid JSON at line 1, column 10"],
  ['{"a": [1}}', "it is not valid JSON at line 1, column 9"],
  ['{"a": 1}}', "it is not valid JSON at line 1, column 9"],
  ['{"a": 01}', "it is not valid JSON at line 1, column 8"],
  ['{"a": [1,', "it is not valid JSON at line 1, column 10"],
  ['{"a":\n  "secre', "it is not valid JSON at line 2, column 3"],
  ['{"a": tr', "it is not valid JSON at line 1, column 7"],
])("readJsonFile rejects %j: %s", (text, message) => {
  expect(() => read(text)).toThrow(UsageError);
  expect(() => read(text)).toThrow(`Cannot read file.json: ${message}`);
});

test("errors never quote the file, because it may contain secrets", () => {
  expect(() => read('{"secret": "sesame" "next": 1}')).toThrow(
    new UsageError(`Cannot read file.json: it is not valid JSON at line 1, column 21. ${WANTED}`),
  );
});

test("errors contain the position of an unexpected character", () => {
  fc.assert(
    fc.property(fc.json({ noUnicodeString: false }), (json) => {
      const foreign = `it is not valid JSON at line 1, column ${json.length + 8}`;
      expect(() => read(`{"a": ${json},#}`)).toThrow(foreign);
    }),
  );
});

import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { contracts, type Schema } from "./openapi";

/** One sentence for each place where a value does not follow its schema. */
export function checkValue(what: string, schema: Schema, value: unknown): string[] {
  const validate = validatorOf(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        (error) => `${what}${error.instancePath} ${error.message ?? error.keyword}`,
      );
}

/** A value that travels as text, in a header, a query or a path: an integer is read from it. */
export function checkText(what: string, schema: Schema, text: string): string[] {
  return checkValue(what, schema, schema["type"] === "integer" && /^-?\d+$/.test(text) ? Number(text) : text);
}

const ajv = new Ajv({ allErrors: true, strictTypes: false });
addFormats(ajv);
ajv.addVocabulary(["example", "components"]);
for (const [file, { components }] of contracts) {
  ajv.addSchema(withoutNullable({ components }) as Schema, file);
}

const validators = new WeakMap<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) {
    return known;
  }
  const compiled = ajv.compile(schema);
  validators.set(schema, compiled);
  return compiled;
}

/** `nullable: true` is OpenAPI 3.0's own; JSON Schema writes it as one more type. */
function withoutNullable(node: unknown): unknown {
  if (Array.isArray(node)) {
    return node.map(withoutNullable);
  }
  if (typeof node !== "object" || node === null) {
    return node;
  }
  const converted = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, withoutNullable(value)]),
  );
  const { nullable, ...rest } = converted;
  return nullable === true ? { ...rest, type: [rest["type"], "null"] } : converted;
}

import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { contracts, type Schema } from "./openapi";

/** Returns one sentence for each violation of the schema in a value. */
export function checkValue(what: string, schema: Schema, value: unknown): string[] {
  const validate = validatorOf(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(
        (error) => `${what}${error.instancePath} ${error.message ?? error.keyword}`,
      );
}

/** Checks a value that is sent as a string in a header, query, or path. Parses integers. */
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

/** Converts `nullable: true` of OpenAPI 3.0 to an additional type, because JSON Schema does not have it. */
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

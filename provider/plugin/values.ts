import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { loadFromPulumi } from "../pulumiDependencies";
import { secrets } from "../errors";
import { type Properties, UNKNOWN } from "../wire";

const { Struct } = loadFromPulumi("google-protobuf/google/protobuf/struct_pb.js") as {
  Struct: typeof StructMessage;
};

/** The key that marks an object as a special value of the engine, and the mark of a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The properties in a message. */
export interface Values {
  /** Secrets are unwrapped. */
  readonly values: Properties;
  /** The names of the properties that are secrets or contain one. */
  readonly secretNames: readonly string[];
}

export function valuesIn(struct: StructMessage | undefined): Values {
  const wrapped = Object.entries((struct?.toJavaScript() ?? {}) as Properties);
  const unwrapped = wrapped.map(([name, value]) => [name, unwrap(value)] as const);
  return {
    values: Object.fromEntries(unwrapped.map(([name, { value }]) => [name, value])),
    secretNames: unwrapped.filter(([, { isSecret }]) => isSecret).map(([name]) => name),
  };
}

/** Returns the properties of a mapping, and hides the secrets among them in all later messages of this process. */
export function hiddenValuesIn(struct: StructMessage | undefined): Values {
  const { values, secretNames } = valuesIn(struct);
  for (const value of secretNames.map((name) => values[name])) {
    if (typeof value === "string" && value !== UNKNOWN) {
      secrets.addInput(value);
    }
  }
  return { values, secretNames };
}

/** Returns a message with these properties, except undefined ones. Those in `secretNames` become secrets. */
export function structOf(values: object, secretNames: readonly string[] = []): StructMessage {
  const json = JSON.parse(JSON.stringify(values)) as Parameters<typeof Struct.fromJavaScript>[0];
  for (const name of secretNames.filter((secret) => Object.hasOwn(json, secret))) {
    json[name] = { [SIGNATURE]: SECRET, value: json[name] ?? null };
  }
  return Struct.fromJavaScript(json);
}

/** Whether a value, or any part of it, is unknown until the update. */
export function hasUnknown(value: unknown): boolean {
  return typeof value === "object" && value !== null
    ? Object.values(value).some(hasUnknown)
    : value === UNKNOWN;
}

function unwrap(wrapped: unknown): { value: unknown; isSecret: boolean } {
  if (typeof wrapped !== "object" || wrapped === null) {
    return { value: wrapped, isSecret: false };
  }
  if (SIGNATURE in wrapped && wrapped[SIGNATURE] === SECRET) {
    return { value: unwrap("value" in wrapped ? wrapped.value : undefined).value, isSecret: true };
  }
  const parts = Object.entries(wrapped).map(([name, part]) => [name, unwrap(part)] as const);
  const isSecret = parts.some(([, part]) => part.isSecret);
  const value = Array.isArray(wrapped)
    ? parts.map(([, part]) => part.value)
    : Object.fromEntries(parts.map(([name, part]) => [name, part.value]));
  return { value, isSecret };
}

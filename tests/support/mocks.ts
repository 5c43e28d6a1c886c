import * as pulumi from "@pulumi/pulumi";

/** A resource as it is registered with the engine. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `<urn>::<id>` of an explicit provider, or "". */
  readonly provider: string;
  /** The id that `get` reads. */
  readonly id: string;
}

/** Waits for the mocks before the test ends. */
afterEach(() => pulumi.runtime.disconnect());

/**
 * Runs the program with mocks, as users do in unit tests. The state of a resource is its inputs and `outputs`. Its id is
 * `<name>-id`, or unknown in the preview of a creation.
 *
 * @returns the registered resources, in order
 */
export async function useMocks({
  preview,
  outputs = {},
  call = () => ({}),
}: {
  preview?: "creation" | "update";
  outputs?: Readonly<Record<string, unknown>>;
  call?: pulumi.runtime.Mocks["call"];
} = {}): Promise<Registered[]> {
  const registered: Registered[] = [];
  const mocks: pulumi.runtime.Mocks = {
    call,
    newResource: ({ type, name, inputs, provider = "", id = "" }) => {
      const given = inputs as Record<string, unknown>;
      registered.push({ type, name, inputs: given, provider, id });
      const known = id === "" ? `${name}-id` : id;
      return { id: preview === "creation" && id === "" ? undefined : known, state: { ...given, ...outputs } };
    },
  };
  await pulumi.runtime.setMocks(mocks, "project", "stack", preview !== undefined);
  return registered;
}

/** Returns the value of a known output. */
export async function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** Returns whether a preview knows the value of an output. The SDK has this property, but does not declare it. */
export async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
}

import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine would be told of it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** `<urn>::<id>` of an explicit provider; "" where there is none. */
  readonly provider: string;
  /** The id that is read, of `get`. */
  readonly id: string;
}

/** What the mocks do is over before the test is. */
afterEach(() => pulumi.runtime.disconnect());

/**
 * Runs the program against mocks, as a user's own unit tests do. The state of a resource is its inputs and `outputs`;
 * its id is `<name>-id`, in a preview of a creation still unknown.
 *
 * @returns what the engine would have been told, in the order in which it was
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

/** The value of an output that is known. */
export async function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** Whether a preview knows the value of an output; the SDK has it, and does not declare it. */
export async function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
  return (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
}

import { PROVIDER_REFERENCE, RESOURCE_TYPE } from "../../sdk/dynamicProvider";

const STACK = "urn:pulumi:dev::iam::pulumi:pulumi:Stack::iam-dev";

/** The properties of a resource in a stack that tests set. */
export interface Kept {
  readonly type?: string;
  readonly name: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

export function urnOf(name: string, type = RESOURCE_TYPE): string {
  return `urn:pulumi:dev::iam::${type}::${name}`;
}

/** Returns the export of a stack with these resources, as `pulumi stack export` writes it. */
export function stackFile(resources: readonly Kept[]): string {
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: { time: "2026-03-01T10:00:00Z", magic: "0f", version: "v3.254.0" },
      resources: [
        { urn: STACK, custom: false, type: "pulumi:pulumi:Stack" },
        ...resources.map(({ type = RESOURCE_TYPE, name, inputs = {}, outputs = inputs, ...more }) => ({
          urn: urnOf(name, type),
          custom: true,
          type,
          inputs: type === RESOURCE_TYPE ? { __provider: PROVIDER_REFERENCE, ...inputs } : inputs,
          outputs: type === RESOURCE_TYPE ? { __provider: PROVIDER_REFERENCE, ...outputs } : outputs,
          parent: STACK,
          ...more,
        })),
      ],
      metadata: {},
    },
  });
}

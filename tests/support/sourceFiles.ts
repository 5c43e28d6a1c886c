/** A mapping in the state of another tool. */
export interface KnownMapping {
  readonly id: string;
  readonly display_name: string;
  readonly description: string;
  readonly filter: string;
}

const TERRAFORM_PROVIDER = 'provider["registry.terraform.io/confluentinc/confluent"]';

/** Returns a Terraform state in format 4: the first mapping is single, nine use count, and the others use for_each in a module. */
export function terraformStateOf(mappings: readonly KnownMapping[]): string {
  const resource = (name: string, instances: readonly unknown[], module?: string) => ({
    ...(module !== undefined && { module }),
    mode: "managed",
    type: "confluent_group_mapping",
    name,
    provider: TERRAFORM_PROVIDER,
    instances,
  });
  const instance = (
    { id, display_name, description, filter }: KnownMapping,
    index_key?: string | number,
  ) => ({
    ...(index_key !== undefined && { index_key }),
    schema_version: 0,
    attributes: { description, display_name, filter, id },
    sensitive_attributes: [],
  });
  const keyed = mappings.slice(10).map((mapping) => instance(mapping, mapping.display_name));
  return JSON.stringify({
    version: 4,
    terraform_version: "1.9.8",
    serial: 1,
    lineage: "0c6b4a0e-8d1f-4c9e-9a57-5a3d7f0e1b2c",
    outputs: {},
    resources: [
      resource(
        "single",
        mappings.slice(0, 1).map((mapping) => instance(mapping)),
      ),
      resource("counted", mappings.slice(1, 10).map(instance)),
      ...(keyed.length > 0 ? [resource("teams", keyed, 'module.sso["eu"]')] : []),
    ],
    check_results: null,
  });
}

/** Returns the export of a @pulumi/confluentcloud stack with these mappings and names. */
export function bridgeExportOf(mappings: readonly (KnownMapping & { readonly name: string })[]): string {
  const urn = "urn:pulumi:prod::iam";
  const provider = `${urn}::pulumi:providers:confluentcloud::default_2_80_0`;
  return JSON.stringify({
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", magic: "", version: "v3.254.0" },
      resources: [
        { urn: `${urn}::pulumi:pulumi:Stack::iam-prod`, custom: false, type: "pulumi:pulumi:Stack" },
        {
          urn: provider,
          custom: true,
          id: "1",
          type: "pulumi:providers:confluentcloud",
          inputs: {},
          outputs: {},
        },
        ...mappings.map(({ name, id, display_name: displayName, description, filter }) => ({
          urn: `${urn}::confluentcloud:index/groupMapping:GroupMapping::${name}`,
          custom: true,
          id,
          type: "confluentcloud:index/groupMapping:GroupMapping",
          inputs: { __defaults: [], description, displayName, filter },
          outputs: { id, description, displayName, filter },
          parent: `${urn}::pulumi:pulumi:Stack::iam-prod`,
          provider: `${provider}::1`,
        })),
      ],
    },
  });
}

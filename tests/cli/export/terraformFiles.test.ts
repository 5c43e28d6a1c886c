import fc from "fast-check";
import { type ExportedMapping, terraformFiles } from "../../../cli/export";
import { type HclBlock, readHcl } from "../../support/hcl";
import { leaving, ODD_LEAVING } from "../../support/leaving";

function contentOf(mappings: readonly ExportedMapping[], name: string): string {
  return terraformFiles(mappings).find((file) => file.name === name)?.content ?? "";
}

/** Returns the resources with the ids in their import blocks. */
function imported(mappings: readonly ExportedMapping[]): [id: string | undefined, resource: HclBlock][] {
  const imports = readHcl(contentOf(mappings, "imports.tf"));
  expect(imports.every(({ type, labels }) => type === "import" && labels.length === 0)).toBe(true);
  const ids = new Map(imports.map(({ attributes }) => [attributes["to"], attributes["id"]]));
  expect(ids.size).toBe(mappings.length);
  return readHcl(contentOf(mappings, "group-mappings.tf")).map((resource) => [
    ids.get(`<${resource.labels.join(".")}>`),
    resource,
  ]);
}

test("a mapping becomes a resource and an import block, sorted and formatted as terraform fmt does", () => {
  const inputs = {
    displayName: "Kafka administrators",
    description: "On call",
    filter: '"kafka-admins" in groups',
  };
  const mappings = [leaving("kafka-admins", { inputs }), leaving("everyone", { protect: true })];
  expect(contentOf(mappings, "group-mappings.tf")).toBe(`resource "confluent_group_mapping" "everyone" {
  display_name = "Admins"
  filter       = "admins"

  lifecycle {
    prevent_destroy = true
  }
}

resource "confluent_group_mapping" "kafka_admins" {
  display_name = "Kafka administrators"
  description  = "On call"
  filter       = "\\"kafka-admins\\" in groups"
}
`);
  expect(contentOf(mappings, "imports.tf")).toBe(`import {
  to = confluent_group_mapping.everyone
  id = "group-everyone"
}

import {
  to = confluent_group_mapping.kafka_admins
  id = "group-kafka-admins"
}
`);
});

test("the files contain the exact text", () => {
  expect(
    imported(ODD_LEAVING)
      .map(([id, { type, attributes, blocks }]) => ({ id, type, attributes, blocks }))
      .sort((one, other) => ((one.id ?? "") < (other.id ?? "") ? -1 : 1)),
  ).toEqual(
    ODD_LEAVING.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, inputs, protect }) => ({
      id,
      type: "resource",
      attributes: {
        display_name: inputs.displayName,
        ...(inputs.description !== "" && { description: inputs.description }),
        filter: inputs.filter,
      },
      blocks: protect
        ? [{ type: "lifecycle", labels: [], attributes: { prevent_destroy: "<true>" }, blocks: [] }]
        : [],
    })),
  );
});

test.each([
  ["kafka-admins", "kafka_admins"],
  ["Kafka Admins", "kafka_admins"],
  ["O'Brien's R&D", "o_briens_r_and_d"],
  ["_private_", "private"],
  ["42-teams", "mapping_42_teams"],
  ["größe", "größe"],
  ["管理者", "管理者"],
  ["🚀", "group_abc"],
])("%s is named %s in Terraform", (name, called) => {
  expect(imported([leaving(name, { id: "group-abc" })])[0]?.[1].labels).toEqual([
    "confluent_group_mapping",
    called,
  ]);
});

test("names are valid and unique for all resource names", () => {
  const name = fc.oneof(
    fc.constantFrom("a", "A", "a-b", "a_b", "a.b", "1", "🚀", ""),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const mappings = names.map((each, index) => leaving(each, { id: `group-${index}` }));
      const labels = imported(mappings).map(([, resource]) => resource.labels[1] ?? "");
      expect(new Set(labels).size).toBe(names.length);
      for (const label of labels) {
        expect(label).toMatch(/^\p{ID_Start}[\p{ID_Continue}-]*$/u);
      }
    }),
  );
});

test("versions.tf declares the provider once", () => {
  const [terraform] = readHcl(contentOf([leaving("admins")], "versions.tf"));
  expect(terraform).toEqual({
    type: "terraform",
    labels: [],
    attributes: { required_version: ">= 1.5" },
    blocks: [
      {
        type: "required_providers",
        labels: [],
        attributes: { confluent: '<{"source":"confluentinc/confluent","version":"~> 2.21"}>' },
        blocks: [],
      },
    ],
  });
});

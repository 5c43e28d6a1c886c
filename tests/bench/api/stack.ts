import type { GroupMapping } from "../../../emulator/index";
import type { Host, Values } from "../../support/host";
import type { Command } from "./measurement";

/** One resource of the stack, as the engine remembers it. */
interface Resource {
  readonly displayName: string;
  readonly filter: string;
  description: string;
  /** undefined if it does not exist. */
  created: { readonly id: string; readonly properties: Values } | undefined;
}

/** A stack of mappings, with the calls by which the engine creates, updates, refreshes, and destroys each. */
export class Stack {
  readonly resources: readonly Resource[];

  constructor(mappings: number) {
    this.resources = Array.from({ length: mappings }, (_none, index) => ({
      displayName: `Team ${index}`,
      description: "",
      filter: `"team-${index}" in groups`,
      created: undefined,
    }));
  }

  /** Makes all calls of a command for one resource. */
  async run(command: Command, host: Host, resource: Resource): Promise<void> {
    switch (command) {
      case "create":
        return this.create(host, resource);
      case "update":
        return this.update(host, resource);
      case "refresh":
        return this.refresh(host, resource);
      case "destroy":
        return this.destroy(host, resource);
    }
  }

  /** Counts the mappings that are as declared. */
  countAsDeclared(mappings: readonly GroupMapping[]): number {
    const declared = new Map(this.resources.map((resource) => [resource.created?.id, resource]));
    return mappings.filter((mapping) => {
      const { displayName, description, filter } = declared.get(mapping.id) ?? {};
      return (
        mapping.display_name === displayName &&
        mapping.description === description &&
        mapping.filter === filter
      );
    }).length;
  }

  private async create(host: Host, resource: Resource): Promise<void> {
    const { inputs } = await host.check(inputsOf(resource));
    resource.created = await host.create(inputs);
  }

  private async update(host: Host, resource: Resource): Promise<void> {
    const { id, properties } = existing(resource);
    resource.description = "On call";
    const { inputs } = await host.check(inputsOf(resource), properties);
    const { changes } = await host.diff(id, properties, inputs);
    if (!changes) {
      throw new Error(`${resource.displayName}: the provider reports no change`);
    }
    resource.created = { id, ...(await host.update(id, properties, inputs)) };
  }

  private async refresh(host: Host, resource: Resource): Promise<void> {
    const { id, properties } = existing(resource);
    const read = await host.read(id, properties);
    if (read.id !== id) {
      throw new Error(`${resource.displayName}: ${id} was reported as deleted`);
    }
    resource.created = { id, properties: read.properties };
  }

  private async destroy(host: Host, resource: Resource): Promise<void> {
    const { id, properties } = existing(resource);
    await host.delete(id, properties);
    resource.created = undefined;
  }
}

function inputsOf({ displayName, description, filter }: Resource): Values {
  return { displayName, description, filter };
}

function existing({ displayName, created }: Resource): NonNullable<Resource["created"]> {
  if (created === undefined) {
    throw new Error(`${displayName} does not exist`);
  }
  return created;
}

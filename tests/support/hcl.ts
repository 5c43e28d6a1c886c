/** A block in HCL's native syntax. Only the parts of the specification that the tests need are supported. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  /** Strings are decoded. Anything else is unchanged, in angle brackets. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly blocks: readonly HclBlock[];
}

/**
 * Parses a configuration of blocks and attributes, whose values are quoted templates without interpolation, booleans, or
 * references. Everything else is an error, so that a test fails if a string would be evaluated as an expression.
 */
export function readHcl(text: string): readonly HclBlock[] {
  const reader = new Reader(text);
  const { blocks, attributes } = reader.body();
  if (!reader.done || Object.keys(attributes).length > 0) {
    throw new Error(`Unsupported HCL at ${JSON.stringify(reader.rest)}`);
  }
  return blocks;
}

/** Returns the value of a quoted template without expressions. */
export function readHclText(text: string): string {
  const reader = new Reader(text);
  const value = reader.template();
  if (!reader.done) {
    throw new Error(`Unexpected HCL after the string, at ${JSON.stringify(reader.rest)}`);
  }
  return value;
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  get rest(): string {
    return this.text.slice(this.at, this.at + 40);
  }

  get done(): boolean {
    this.token(/\s*/y);
    return this.at === this.text.length;
  }

  body(): Pick<HclBlock, "attributes" | "blocks"> {
    const blocks: HclBlock[] = [];
    const attributes: Record<string, string> = {};
    for (;;) {
      this.token(/\s*/y);
      // An identifier starts with a letter or an underscore and can contain dashes.
      const name = this.token(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
      if (name === undefined) {
        return { blocks, attributes };
      }
      if (this.token(/[ \t]*=[ \t]*/y) !== undefined) {
        if (name in attributes) {
          throw new Error(`HCL sets ${name} twice`);
        }
        attributes[name] = this.value();
      } else {
        blocks.push(this.block(name));
      }
    }
  }

  private block(type: string): HclBlock {
    const labels: string[] = [];
    while (this.token(/[ \t]*(?=")/y) !== undefined) {
      labels.push(this.template());
    }
    this.expect(/[ \t]*\{[ \t]*\n/y);
    const body = this.body();
    this.expect(/\s*\}[ \t]*\n/y);
    return { type, labels, ...body };
  }

  private value(): string {
    if (this.text[this.at] === "{") {
      this.expect(/\{[ \t]*\n/y);
      const { attributes } = this.body();
      this.expect(/\s*\}[ \t]*\n/y);
      return `<${JSON.stringify(attributes)}>`;
    }
    const value =
      this.text[this.at] === '"' ? this.template() : `<${this.expect(/[\p{ID_Continue}.[\]-]+/uy)}>`;
    this.expect(/[ \t]*\n/y);
    return value;
  }

  /** Parses a quoted template with the escapes of the specification, including `$${` and `%%{`. */
  template(): string {
    this.expect(/"/y);
    let value = "";
    for (;;) {
      const doubled = this.token(/\$\$\{|%%\{/y);
      const escape =
        doubled === undefined ? this.token(/\\(?:[nrt"\\]|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})/y) : undefined;
      if (doubled !== undefined) {
        value += doubled.slice(1);
      } else if (escape !== undefined) {
        value += { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" }[escape.slice(1)] ?? unescaped(escape);
      } else if (this.token(/"/y) !== undefined) {
        return value;
      } else {
        value += this.expect(/(?!\$\{|%\{)[^"\\\r\n]/uy);
      }
    }
  }

  private expect(token: RegExp): string {
    const found = this.token(token);
    if (found === undefined) {
      throw new Error(`HCL lacks ${token.source}, at ${JSON.stringify(this.rest)}`);
    }
    return found;
  }

  private token(token: RegExp): string | undefined {
    token.lastIndex = this.at;
    const found = token.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }
}

function unescaped(escape: string): string {
  return String.fromCodePoint(parseInt(escape.slice(2), 16));
}

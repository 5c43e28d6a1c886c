import { type Directory, impactOf, readDirectory, remarksOn, summaryOf } from "../directory";
import { sameFilter } from "../filter";
import { messageOf, SECRET_INPUT, secrets } from "../errors";
import { describeSource, type firstOf } from "../config";
import { textOf, UNKNOWN } from "../wire";

/**
 * How many users gain and lose an identity by what is to be done, where a directory file is configured: counts and no
 * names, for such lines reach logs of others. The file is read once a process; nothing of it is sent or stored.
 */
export class ImpactPreview {
  private read: { readonly path: string; readonly directory: Promise<Directory> } | undefined;

  /** @param setting of the directory; undefined where there is none, and nothing is told */
  constructor(
    private readonly setting: () => ReturnType<typeof firstOf>,
    private readonly teller: Record<"inform" | "warn", (text: string) => Promise<void>>,
  ) {}

  /** Why the configured directory cannot be used; undefined where it can, or none is configured. */
  async problem(): Promise<string | undefined> {
    const setting = this.setting();
    if (setting === undefined) {
      return undefined;
    }
    try {
      for (const remark of remarksOn(await this.directory(setting.value))) {
        await this.teller.warn(`Of the directory, ${remark}`);
      }
      return undefined;
    } catch (error) {
      const source = describeSource(setting.source, "directory");
      return `${messageOf(error)} It is ${source}. Without that setting, a preview does not show who gains and who loses access.`;
    }
  }

  /** Tells of one mapping, unless its filter stays the same or is not known yet. */
  async tell(displayName: unknown, { before, after }: { before?: unknown; after: unknown }): Promise<void> {
    const setting = this.setting();
    const known = textOf(before);
    if (setting === undefined || after === UNKNOWN || typeof after !== "string") {
      return;
    }
    if (known === undefined || !sameFilter(known, after)) {
      const name = (displayName === UNKNOWN ? undefined : textOf(displayName)) ?? "A group mapping";
      const impact = impactOf(await this.directory(setting.value), { before: known, after });
      // A short secret is recognized in quotes only.
      const shown = secrets.redact(JSON.stringify(name)).includes(SECRET_INPUT) ? SECRET_INPUT : name;
      await this.teller.inform(`${shown}: ${summaryOf(impact)}`);
    }
  }

  private directory(path: string): Promise<Directory> {
    if (this.read?.path !== path) {
      this.read = { path, directory: readDirectory(path) };
    }
    return this.read.directory;
  }
}

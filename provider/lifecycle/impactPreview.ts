import { type Directory, impactOf, readDirectory, remarksOn, summaryOf } from "../directory";
import { sameFilter } from "../filter";
import { messageOf, SECRET_INPUT, secrets } from "../errors";
import { describeSource, type firstOf } from "../config";
import { textOf, UNKNOWN } from "../wire";

/**
 * Shows how many users gain and lose an identity through a change, if a directory file is configured. It shows no names, because
 * other people read these logs. The file is read once per process, and nothing of it is sent or stored.
 */
export class ImpactPreview {
  private read: { readonly path: string; readonly directory: Promise<Directory> } | undefined;

  /** @param setting returns the setting `directory`; if it is undefined, nothing is shown */
  constructor(
    private readonly setting: () => ReturnType<typeof firstOf>,
    private readonly log: Record<"inform" | "warn", (text: string) => Promise<void>>,
  ) {}

  /** Returns why the configured directory file cannot be used, or undefined if it can or none is configured. */
  async problem(): Promise<string | undefined> {
    const setting = this.setting();
    if (setting === undefined) {
      return undefined;
    }
    try {
      for (const remark of remarksOn(await this.directory(setting.value))) {
        await this.log.warn(`Directory file: ${remark}`);
      }
      return undefined;
    } catch (error) {
      const source = describeSource(setting.source, "directory");
      return `${messageOf(error)} The file is set by ${source}. Without that setting, a preview does not show who gains and who loses access.`;
    }
  }

  /** Shows the impact of one change, unless the filter stays the same or is not known yet. */
  async report(displayName: unknown, { before, after }: { before?: unknown; after: unknown }): Promise<void> {
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
      await this.log.inform(`${shown}: ${summaryOf(impact)}`);
    }
  }

  private directory(path: string): Promise<Directory> {
    if (this.read?.path !== path) {
      this.read = { path, directory: readDirectory(path) };
    }
    return this.read.directory;
  }
}

import type { Stack } from "@pulumi/pulumi/automation";

/**
 * Compares the program with the organization. Changes nothing.
 *
 * @returns what the preview printed, if it would change anything or failed; otherwise undefined
 */
export async function findDrift(stack: Pick<Stack, "preview">): Promise<string | undefined> {
  try {
    await stack.preview({ refresh: true, diff: true, expectNoChanges: true, color: "never" });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** Where to open the issue. */
export interface Repository {
  /** The URL of GitHub's API. */
  readonly api: string;
  /** `owner/name` */
  readonly name: string;
  readonly token: string;
}

/** Opens an issue with the label "drift", unless one is open. */
export async function openIssue(repository: Repository, title: string, text: string): Promise<void> {
  const send = async (query: string, options: { method?: string; body?: string } = {}): Promise<unknown> => {
    const response = await fetch(`${repository.api}/repos/${repository.name}/issues${query}`, {
      headers: { accept: "application/vnd.github+json", authorization: `Bearer ${repository.token}` },
      ...options,
    });
    if (!response.ok) {
      throw new Error(`GitHub responded to the request for issues with ${response.status}`);
    }
    return response.json();
  };
  const open = (await send("?state=open&labels=drift")) as unknown[];
  if (open.length === 0) {
    // GitHub accepts 65,536 characters.
    const body = `\`\`\`\`\n${text.slice(0, 60_000)}\n\`\`\`\``;
    await send("", { method: "POST", body: JSON.stringify({ title, body, labels: ["drift"] }) });
  }
}

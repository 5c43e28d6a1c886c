import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ERROR_CODES, withCode } from "../../provider/errors";
import { checkFilter } from "../../provider/lifecycle";
import { PAGES, ROOT, textOfPage } from "./pages";

/** Returns the anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsIn(page: string): string[] {
  const prose = textOfPage(page).replace(/^```.*?^```/gms, "");
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

test.each(PAGES)("every file and every heading that %s links to exists", (page) => {
  const links = [...textOfPage(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.flatMap(([, path = "", anchor]) => {
    const target = path === "" ? page : join(dirname(page), path);
    const exists =
      existsSync(join(ROOT, target)) && (anchor === undefined || anchorsIn(target).includes(anchor));
    return exists ? [] : [`${path}#${anchor ?? ""}`];
  });
  expect(broken).toEqual([]);
});

test("README.md shows the error about a filter as a preview prints it", () => {
  const { failures } = checkFilter(
    '"kafka" in groups and "all" in groups',
    { filterCheck: undefined, allowEveryone: undefined },
    { filterCheck: "warn", matchAllFilters: "warn" },
  );
  expect(textOfPage("README.md")).toContain(
    `\`\`\`\n${withCode(failures[0]?.reason ?? "", "invalidFilter")}\n\`\`\`\n`,
  );
});

test("README.md has at most 160 lines", () => {
  expect(textOfPage("README.md").split("\n").length).toBeLessThanOrEqual(161);
});

test("troubleshooting.md has each error code once, in order", () => {
  const headings = [...textOfPage("docs/troubleshooting.md").matchAll(/^### (.*)$/gm)].map(
    ([, code]) => code,
  );
  expect(headings).toEqual(Object.values(ERROR_CODES));
});

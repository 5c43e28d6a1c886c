import { rm } from "node:fs/promises";

export = async (): Promise<void> => {
  const folder = process.env["EMPTY_STACK_UNDER_TEST"];
  if (folder !== undefined) {
    await rm(folder, { recursive: true, force: true });
  }
};

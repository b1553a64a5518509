import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';

/**
 * Creates a folder, or takes the one that is there, and lets no other user into it. Windows has no such
 * modes.
 */
export async function privateFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}

/**
 * Writes a file that no other user can read at any moment: an existing one would keep its mode, and whoever
 * has it open.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { flag: 'wx', mode: 0o600 });
}

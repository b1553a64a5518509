import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';

/** Creates a folder, or takes the existing one, and denies other users access. Windows has no such modes. */
export async function privateFolder(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}

/**
 * Writes a file that other users cannot read at any time. It replaces an existing file, which would keep its
 * mode and could be open in another process.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await rm(file, { force: true });
  await writeFile(file, text, { flag: 'wx', mode: 0o600 });
}

import { realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The real folder of a file that seems to be in the workspace, if a symbolic link leads out of it: the author
 * of the workspace, not the user, has chosen that place. Undefined otherwise, or if the folder does not
 * exist. All paths are absolute.
 */
export async function linkedFolder(
  file: string,
  workspaceFolders: readonly string[],
): Promise<string | undefined> {
  const folder = path.dirname(file);
  const around = workspaceFolders.filter((workspace) => isWithin(folder, workspace));
  if (around.length === 0) return undefined;
  const [real, ...realAround] = await Promise.all([folder, ...around].map(realPath));
  if (real === undefined) return undefined;
  return realAround.some((workspace) => workspace !== undefined && isWithin(real, workspace))
    ? undefined
    : real;
}

function isWithin(folder: string, workspace: string): boolean {
  const relative = path.relative(workspace, folder);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function realPath(folder: string): Promise<string | undefined> {
  return realpath(folder).catch(() => undefined);
}

import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writePrivateFile } from './privateFiles.js';

/**
 * Opens an address that holds a secret in the browser that is the system's own. `folder` is one that only the
 * user can read.
 */
export async function openInSystemBrowser(address: string, folder: string): Promise<void> {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const target = canOpenFiles() ? await redirectFile(address, folder) : address;
  const child = spawn(command, [...args, target], { detached: true, stdio: 'ignore' });
  child.on('error', () => console.log('Open this address in a browser.'));
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/**
 * Linux shows the arguments of a process to every user, and those of a browser for as long as it runs. On
 * macOS they are those of `open` alone, which ends at once, and on Windows other users do not see them. A
 * program that BROWSER names may be elsewhere and know no files of this machine, as VS Code's own for remote
 * terminals.
 */
function canOpenFiles(): boolean {
  return process.platform === 'linux' && !process.env['BROWSER'];
}

/** Writes a page that leads to an address; resolves to the page's own address. */
async function redirectFile(address: string, folder: string): Promise<string> {
  const file = path.join(folder, 'open.html');
  await writePrivateFile(
    file,
    `<!doctype html><meta http-equiv="refresh" content="0; url=${address.replaceAll('&', '&amp;')}">\n`,
  );
  return pathToFileURL(file).href;
}

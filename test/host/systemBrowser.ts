import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writePrivateFile } from './privateFiles.js';

/** Opens an address that contains a secret in the system's browser. Only the user can read `folder`. */
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
 * Whether the address can be passed in a file. On Linux, every user can see the arguments of a process, and a
 * browser runs for a long time. On macOS, only those of the short-lived `open` are visible, and on Windows
 * other users do not see them. A program named by BROWSER may run on another machine without these files,
 * such as VS Code's for remote terminals.
 */
function canOpenFiles(): boolean {
  return process.platform === 'linux' && !process.env['BROWSER'];
}

/** Writes a page that redirects to an address; resolves to the page's own address. */
async function redirectFile(address: string, folder: string): Promise<string> {
  const file = path.join(folder, 'open.html');
  await writePrivateFile(
    file,
    `<!doctype html><meta http-equiv="refresh" content="0; url=${address.replaceAll('&', '&amp;')}">\n`,
  );
  return pathToFileURL(file).href;
}

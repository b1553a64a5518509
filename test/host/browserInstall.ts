import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { cachedFolder, installPackages, type Log } from './cachedInstall.js';

/** A browser that Playwright can drive, and the variables that it needs in addition to ours. */
export interface BrowserInstall {
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The browser of `$CHROME_PATH`, else the system's Chrome, Chromium or Edge, else on Linux one from npm. */
export async function installBrowser(log: Log): Promise<BrowserInstall> {
  const named = process.env['CHROME_PATH'];
  const system = named ?? systemBrowsers().find((file) => existsSync(file));
  if (system !== undefined) return { executable: system, environment: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found: name one in CHROME_PATH');
  }
  return chromiumFromNpm(log);
}

function systemBrowsers(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [
      process.env['ProgramFiles'],
      process.env['ProgramFiles(x86)'],
      process.env['LOCALAPPDATA'],
    ];
    const browsers = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return roots.flatMap((root) => (root === undefined ? [] : browsers.map((name) => path.join(root, name))));
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/**
 * The package contains a Chromium with the libraries and fonts that a minimal Linux lacks. It unpacks them
 * only in AWS Lambda, so this function does it.
 */
async function chromiumFromNpm(log: Log): Promise<BrowserInstall> {
  const folder = await cachedFolder('chromium-147.0.0', async (unfinished) => {
    log('Setting up a Chromium (once, about 250 MB in .cache) …');
    await installPackages(unfinished, { '@sparticuz/chromium': '147.0.0' });
    const packed = path.join(unfinished, 'node_modules', '@sparticuz', 'chromium', 'bin');
    for (const name of ['chromium', 'al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
      const file = path.join(unfinished, name);
      await writeFile(
        file,
        await promisify(brotliDecompress)(await readFile(path.join(packed, `${name}.br`))),
      );
      if (!name.endsWith('.tar')) continue;
      await promisify(execFile)('tar', ['-xf', file, '-C', unfinished]);
      await rm(file);
    }
    await chmod(path.join(unfinished, 'chromium'), 0o755);
    await rm(path.join(unfinished, 'node_modules'), { recursive: true });
  });
  await writeFile(path.join(folder, 'fonts.conf'), fontsConfig(folder));
  return {
    executable: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: path.join(folder, 'lib'), FONTCONFIG_PATH: folder },
  };
}

function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`;
}

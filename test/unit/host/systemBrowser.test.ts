import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openInSystemBrowser } from '../../host/systemBrowser.js';
import { scratchFolder } from '../../host/testEnvironment.js';

describe('The system’s browser', () => {
  const original = { ...process.env };
  afterEach(() => {
    for (const name of ['BROWSER', 'PATH']) {
      const value = original[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  /** Opens an address with a stand-in for the opener; resolves to its argument. */
  const argumentFor = async (address: string, folder: string): Promise<string> => {
    const programs = scratchFolder('programs');
    const seen = path.join(programs, 'seen');
    const script = `#!/bin/sh\nprintf %s "$1" > ${seen}.new && /bin/mv ${seen}.new ${seen}\n`;
    await writeFile(path.join(programs, 'xdg-open'), script, { mode: 0o755 });
    process.env['PATH'] = programs;
    await openInSystemBrowser(address, folder);
    while (!existsSync(seen)) await setTimeout(10);
    return readFile(seen, 'utf8');
  };
  const address = 'http://127.0.0.1:9/?folder=a&tkn=secret';

  it('gets a private page on Linux, because other users could see a secret address in its arguments', async function () {
    if (process.platform !== 'linux') this.skip();
    delete process.env['BROWSER'];
    const argument = await argumentFor(address, scratchFolder('page'));
    assert.ok(!argument.includes('secret'));
    const page = fileURLToPath(argument);
    assert.equal((await stat(page)).mode & 0o777, 0o600);
    assert.match(await readFile(page, 'utf8'), /url=http:\/\/127\.0\.0\.1:9\/\?folder=a&amp;tkn=secret"/);
  });

  it('gets the address itself if BROWSER is set, because it may run on another machine', async function () {
    if (process.platform !== 'linux') this.skip();
    process.env['BROWSER'] = 'elsewhere';
    assert.equal(await argumentFor(address, scratchFolder('page')), address);
  });
});

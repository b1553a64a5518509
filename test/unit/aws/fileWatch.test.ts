import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mock } from 'node:test';
import { FileWatch } from '../../../src/aws/fileWatch.js';
import { scratchFolder } from '../../host/testEnvironment.js';

describe('FileWatch', () => {
  let home: string;
  let watches: FileWatch[];
  beforeEach(() => {
    home = scratchFolder('watched');
    watches = [];
  });
  afterEach(() => {
    for (const watch of watches) watch.dispose();
    mock.timers.reset();
  });

  /** Watches files below the home folder. Returns a function that makes a change and waits for the report. */
  function watched(...names: string[]): (act: () => void) => Promise<void> {
    let reported = 0;
    watches.push(
      new FileWatch(
        names.map((name) => path.resolve(home, name)),
        () => reported++,
      ),
    );
    return async (act) => {
      const before = reported;
      act();
      while (reported === before) await new Promise((resolve) => setTimeout(resolve, 10));
    };
  }

  const at = (...names: string[]) => path.join(home, ...names);
  const write = (name: string, text = 'x') => writeFileSync(at(name), text);

  it('reports a new folder, a new file, a change, a replacement and a removal, each time', async () => {
    const reportAfter = watched('.aws/config', '.aws/credentials');
    for (let round = 0; round < 2; round++) {
      await reportAfter(() => {
        mkdirSync(at('.aws'));
        write('.aws/config');
      });
      await reportAfter(() => write('.aws/config', 'xy'));
      await reportAfter(() => write('.aws/credentials'));
      await reportAfter(() => {
        write('.aws/new', 'xz');
        renameSync(at('.aws/new'), at('.aws/config'));
      });
      await reportAfter(() => unlinkSync(at('.aws/credentials')));
      await reportAfter(() => rmSync(at('.aws'), { recursive: true }));
    }
  });

  it('reports a file in folders that are created later, and in a folder that is renamed into place', async () => {
    const reportAfter = watched('a/b/c/config');
    mkdirSync(at('a'));
    await settled();
    mkdirSync(at('a/b'));
    await settled();
    mkdirSync(at('staged'));
    write('staged/config');
    await reportAfter(() => renameSync(at('staged'), at('a/b/c')));
    await reportAfter(() => write('a/b/c/config', 'xy'));
  });

  it('reports changes of the target of a symbolic link, and of the link', async () => {
    for (const folder of ['.aws', 'dotfiles', 'others']) mkdirSync(at(folder));
    write('dotfiles/config');
    write('others/config', 'other');
    symlinkSync(at('dotfiles/config'), at('.aws/config'));
    const reportAfter = watched('.aws/config');
    await reportAfter(() => write('dotfiles/config', 'xy'));
    await reportAfter(() => {
      unlinkSync(at('.aws/config'));
      symlinkSync(at('others/config'), at('.aws/config'));
    });
    await reportAfter(() => write('others/config', 'xyz'));
  });

  it('reports nothing for other files, for relative paths, or after it is disposed', async () => {
    mkdirSync(at('.aws'));
    let reported = 0;
    const watch = new FileWatch([at('.aws/config'), '', '~other/config'], () => reported++);
    write('.aws/other');
    write('unrelated');
    await settled();
    assert.equal(reported, 0);
    write('.aws/config');
    while (reported === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await settled();
    const before = reported;
    write('.aws/config', 'xy');
    watch.dispose();
    watch.check();
    await settled();
    assert.equal(reported, before);
  });

  it('reports several changes as one, and immediately if it is checked', async () => {
    mkdirSync(at('.aws'));
    let reported = 0;
    const watch = new FileWatch([at('.aws/config'), at('.aws/credentials')], () => reported++);
    watches.push(watch);
    for (const name of ['config', 'credentials']) write(`.aws/${name}`);
    watch.check();
    assert.equal(reported, 1);
    await settled();
    assert.equal(reported, 1);
  });

  it('polls every five seconds if the system cannot watch a folder', async () => {
    let reported = 0;
    mock.timers.enable({ apis: ['setInterval'] });
    const refuse = () => {
      throw new Error('ENOSPC');
    };
    watches.push(new FileWatch([at('.aws/config')], () => reported++, refuse));
    mkdirSync(at('.aws'));
    write('.aws/config');
    mock.timers.tick(4999);
    assert.equal(reported, 0);
    mock.timers.tick(1);
    assert.equal(reported, 1);
  });
});

/** Longer than the time within which changes are reported together. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 700));
}

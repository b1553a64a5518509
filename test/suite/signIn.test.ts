import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ProgramTerminal } from '../../src/connection/programTerminal.js';
import { runSignIn } from '../../src/connection/signIn.js';
import { scratchFolder } from '../host/testEnvironment.js';

describe('Signing in', () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = scratchFolder('bin');
  });
  afterEach(() => {
    process.env['PATH'] = PATH;
  });

  /** A program `aws` that notes what it was called with, and ends with a code. */
  function awsThatEndsWith(code: number, milliseconds = 0): () => string[][] {
    const calls = path.join(folder, 'calls');
    writeFileSync(calls, '');
    const program = `#!${process.execPath}
require('node:fs').appendFileSync(${JSON.stringify(calls)}, JSON.stringify(process.argv.slice(2)) + '\\n');
require('node:fs').writeFileSync(${JSON.stringify(`${calls}-folder`)}, process.cwd());
setTimeout(() => process.exit(${code}), ${milliseconds});
`;
    writeFileSync(path.join(folder, 'aws'), program, { mode: 0o755 });
    process.env['PATH'] = `${folder}${path.delimiter}${PATH}`;
    return () =>
      readFileSync(calls, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as string[]);
  }

  it('calls the AWS CLI with the profile as it is named, which no shell reads', async () => {
    const calls = awsThatEndsWith(0);
    const hostile = `; touch ${folder}/hacked & $(touch ${folder}/hacked) "'`;
    assert.equal(await runSignIn({ command: 'sso login', profile: hostile }), true);
    assert.equal(await runSignIn({ command: 'login', profile: '--version' }), true);
    assert.deepEqual(calls(), [
      ['sso', 'login', `--profile=${hostile}`],
      ['login', '--profile=--version'],
    ]);
    assert.equal(readFileSync(path.join(folder, 'calls-folder'), 'utf8'), homedir(), 'never a workspace');
  });

  it('waits for the one that is under way, and tells when it did not go well', async () => {
    const calls = awsThatEndsWith(0, 100);
    const corp = { command: 'sso login', profile: 'corp' } as const;
    assert.deepEqual(await Promise.all([runSignIn(corp), runSignIn(corp), runSignIn(corp)]), [
      true,
      true,
      true,
    ]);
    assert.deepEqual(calls(), [['sso', 'login', '--profile=corp']], 'one browser window is enough');
    awsThatEndsWith(255);
    assert.equal(await runSignIn({ ...corp, profile: 'other' }), false);
  });

  it('shows what the AWS CLI writes, which steers no terminal', async () => {
    const program = `#!${process.execPath}\nconsole.log('Open \\u001b]52;c;eA==\\u0007this:\\r\\nhttps://x.example')`;
    writeFileSync(path.join(folder, 'aws'), program, { mode: 0o755 });
    process.env['PATH'] = `${folder}${path.delimiter}${PATH}`;
    const terminal = new ProgramTerminal({ program: 'aws', args: ['login'], whenMissing: '' });
    let words = '';
    terminal.onDidWrite((some) => {
      words += some;
    });
    terminal.open();
    assert.equal(await terminal.exitCode, 0);
    assert.equal(words, '> aws login\r\nOpen \\u{1b}]52;c;eA==\\u{7}this:\r\nhttps://x.example\r\n');
  });

  it('explains what to do where there is no AWS CLI', async () => {
    process.env['PATH'] = folder;
    const shown = { corp: 'corp', 'corp\u001b[2J': '…', 'a; touch b #': '…' };
    for (const [profile, name] of Object.entries(shown)) {
      const terminal = new ProgramTerminal({
        program: 'aws',
        args: ['sso', 'login', `--profile=${profile}`],
        whenMissing: 'Install it.',
      });
      let words = '';
      terminal.onDidWrite((some) => {
        words += some;
      });
      terminal.open();
      assert.equal(await terminal.exitCode, 1);
      assert.equal(words, `> aws sso login --profile=${name}\r\nInstall it.\r\n`);
    }
    assert.equal(await runSignIn({ command: 'sso login', profile: 'gone' }), false);
  });
});

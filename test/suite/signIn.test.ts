import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { RunningProgram } from '../../src/connection/runningProgram.js';
import { runSignIn } from '../../src/connection/signIn.js';
import { openProgramView } from '../../src/editor/programView.js';
import { fakeAws } from '../fakeAws.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { until } from '../until.js';

describe('Signing in', () => {
  const corp = { command: 'sso login', profile: 'corp' } as const;
  let folder: string;
  beforeEach(() => {
    folder = scratchFolder('bin');
  });
  afterEach(closeTerminals);

  /** A program `aws` that records its arguments and then runs a script; resolves to its environment. */
  function awsRunning(script: string) {
    const calls = path.join(folder, 'calls');
    writeFileSync(calls, '');
    const recording = `require('node:fs').appendFileSync(${JSON.stringify(calls)}, JSON.stringify(process.argv.slice(2)) + '\\n');
require('node:fs').writeFileSync(${JSON.stringify(`${calls}-folder`)}, process.cwd());`;
    return {
      environment: { ...process.env, PATH: fakeAws(`${recording}\n${script}`, folder) },
      calls: () =>
        readFileSync(calls, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as string[]),
    };
  }

  it('calls the AWS CLI with the exact profile name, without a shell', async () => {
    const { calls, environment } = awsRunning('');
    const hostile = `; touch ${folder}/hacked & $(touch ${folder}/hacked) "'`;
    assert.equal(await runSignIn({ command: 'sso login', profile: hostile }, environment), true);
    assert.equal(await runSignIn({ command: 'login', profile: '--version' }, environment), true);
    assert.deepEqual(calls(), [
      ['sso', 'login', `--profile=${hostile}`],
      ['login', '--profile=--version'],
    ]);
    assert.equal(
      readFileSync(path.join(folder, 'calls-folder'), 'utf8'),
      homedir(),
      'it runs in the home folder, not in a workspace',
    );
  });

  it('waits for a running sign-in with the same profile, and runs others at the same time', async () => {
    // A sign-in ends only when both have started.
    const { calls, environment } = awsRunning(`
const { readFileSync } = require('node:fs');
const waiting = setInterval(() => {
  const lines = readFileSync(${JSON.stringify(path.join(folder, 'calls'))}, 'utf8').split('\\n');
  if (lines.length > 2) clearInterval(waiting);
}, 20);`);
    const profiles = ['corp', 'corp', 'other', 'corp'];
    const signIns = profiles.map((profile) => runSignIn({ ...corp, profile }, environment));
    assert.deepEqual(await Promise.all(signIns), [true, true, true, true]);
    assert.deepEqual(calls().sort(), [
      ['sso', 'login', '--profile=corp'],
      ['sso', 'login', '--profile=other'],
    ]);
  });

  it('closes its terminal after a success, keeps it after a failure, and replaces it on a retry', async () => {
    assert.equal(await runSignIn(corp, awsRunning('').environment), true);
    await until(() => names().length === 0);
    assert.equal(await runSignIn(corp, awsRunning('process.exit(255)').environment), false);
    assert.deepEqual(names(), ['Sign in to AWS']);
    assert.equal(await runSignIn(corp, awsRunning('process.exit(255)').environment), false);
    await until(() => names().length === 1);
    assert.equal(await runSignIn(corp, awsRunning('').environment), true);
    await until(() => names().length === 0);
  });

  it('ends if its terminal is closed or its program is killed, and can be retried', async () => {
    const pid = path.join(folder, 'pid');
    const ignoringTermination = `process.on('SIGTERM', () => {});
require('node:fs').writeFileSync(${JSON.stringify(pid)}, String(process.pid));
setInterval(() => {}, 1000);`;
    const started = async () => {
      writeFileSync(pid, '');
      const outcome = runSignIn(corp, awsRunning(ignoringTermination).environment);
      await until(() => readFileSync(pid, 'utf8') !== '' && names().length > 0);
      return { outcome, pid: Number(readFileSync(pid, 'utf8')) };
    };
    const closed = await started();
    closeTerminals();
    assert.equal(await closed.outcome, false);
    await until(() => !isRunning(closed.pid));

    const killed = await started();
    process.kill(killed.pid, 'SIGKILL');
    assert.equal(await killed.outcome, false);
    assert.equal(await runSignIn(corp, awsRunning('').environment), true);
  });

  it('ends with the AWS CLI, even if the browser that it opened keeps its output open', async () => {
    const browser = path.join(folder, 'browser');
    const { environment } = awsRunning(`
const { spawn } = require('node:child_process');
const browser = spawn('sleep', ['60'], { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
require('node:fs').writeFileSync(${JSON.stringify(browser)}, String(browser.pid));
browser.unref();`);
    assert.equal(await runSignIn(corp, environment), true);
    const pid = Number(readFileSync(browser, 'utf8'));
    assert.ok(isRunning(pid));
    process.kill(pid);
  });

  it('shows the output of the AWS CLI, without control sequences', async () => {
    const { environment } = awsRunning(
      `console.log('Open \\u001b]52;c;eA==\\u0007this:\\r\\nhttps://x.example')`,
    );
    const output = await shownOf({ program: 'aws', args: ['login'], environment, whenMissing: '' });
    assert.equal(output, '> aws login\nOpen \u001b]52;c;eA==\u0007this:\r\nhttps://x.example\n');
    const view = openProgramView({ name: 'x', title: 'x', onEnd: () => {} });
    assert.ok(
      'onDidWrite' in view && 'open' in view,
      'it is a pseudoterminal, because the folder is trusted',
    );
    const pty = view as unknown as vscode.Pseudoterminal;
    view.write('early \u001b[2J');
    let shown = '';
    pty.onDidWrite((text) => {
      shown += text;
    });
    pty.open(undefined);
    view.write(output);
    assert.equal(
      shown,
      'early \\u{1b}[2J> aws login\r\nOpen \\u{1b}]52;c;eA==\\u{7}this:\r\nhttps://x.example\r\n',
    );
    view.close();
  });

  it('explains what to do if there is no AWS CLI', async () => {
    const environment = { ...process.env, PATH: folder };
    const shown = { corp: 'corp', 'corp\u001b[2J': '…', 'a; touch b #': '…' };
    for (const [profile, name] of Object.entries(shown)) {
      const args = ['sso', 'login', `--profile=${profile}`];
      const output = await shownOf({ program: 'aws', args, environment, whenMissing: 'Install it.' });
      assert.equal(output, `> aws sso login --profile=${name}\nInstall it.\n`);
    }
    assert.equal(await runSignIn({ command: 'sso login', profile: 'gone' }, environment), false);
    assert.equal(
      await runSignIn({ command: 'sso login', profile: 'a\0b' }, environment),
      false,
      'an argument cannot contain a null character',
    );
  });
});

/** All output of a program until it has ended. */
async function shownOf(program: ConstructorParameters<typeof RunningProgram>[0]): Promise<string> {
  let output = '';
  const running = new RunningProgram(program, (text) => {
    output += text;
  });
  await running.outputEnd();
  return output;
}

function names(): string[] {
  return vscode.window.terminals.map(({ name }) => name);
}

function closeTerminals(): void {
  for (const terminal of vscode.window.terminals) terminal.dispose();
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

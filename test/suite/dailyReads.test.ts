import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { startDailyReads } from '../../src/app/dailyReads.js';
import { setKept } from '../../src/app/keptHistories.js';
import { Log } from '../../src/editor/log.js';
import type { LogLine } from '../../src/jobs/logLine.js';
import { systemClock } from '../../src/jobs/sweep/clock.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { memory } from './memory.js';

const config = `[profile mfa]
region = eu-west-1
role_arn = arn:aws:iam::111122223333:role/Backup
mfa_serial = arn:aws:iam::111122223333:mfa/jane
source_profile = keys
[profile keys]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = example
[profile corp]
region = eu-west-1
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Backup
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
`;

describe('The daily read in the background', () => {
  const settings = vscode.workspace.getConfiguration('backupJobs');
  const { AWS_CONFIG_FILE: before } = process.env;
  const { createInputBox, createTerminal } = vscode.window;
  afterEach(async () => {
    Object.assign(vscode.window, { createInputBox, createTerminal });
    if (before === undefined) delete process.env['AWS_CONFIG_FILE'];
    else process.env['AWS_CONFIG_FILE'] = before;
    await settings.update('dailyHistoryRead', undefined, vscode.ConfigurationTarget.Global);
  });

  it('asks for no MFA code and no sign-in, and says in one line of the log that it fails', async () => {
    process.env['AWS_CONFIG_FILE'] = path.join(scratchFolder('config'), 'config');
    writeFileSync(process.env['AWS_CONFIG_FILE'], config);
    await settings.update('dailyHistoryRead', true, vscode.ConfigurationTarget.Global);
    const asked: string[] = [];
    const refuse = (what: string) => () => {
      asked.push(what);
      throw new Error('Nobody is there');
    };
    Object.assign(vscode.window, { createInputBox: refuse('code'), createTerminal: refuse('sign-in') });
    const shared = memory();
    await setKept(shared, { kind: 'aws', profile: 'mfa' }, true);
    await setKept(shared, { kind: 'aws', profile: 'corp' }, true);
    const lines: string[] = [];
    const write = (line: LogLine) => void lines.push(String(line));
    const log = Object.assign(new Log('Daily read'), { info: write, warn: write });
    let looks = 0;
    let onLooked = () => {};
    const hasLooked = new Promise<void>((resolve) => {
      onLooked = resolve;
    });
    const sleep = (milliseconds: number, signal?: AbortSignal) => {
      const isLimitOfRead = milliseconds === 30 * 60_000;
      // The first look, and another one after an hour, in which nothing is tried again.
      if (!isLimitOfRead && looks++ < 2) return Promise.resolve();
      if (!isLimitOfRead) onLooked();
      return systemClock.sleep(milliseconds, signal);
    };
    const reads = startDailyReads(
      {
        log,
        memory: shared,
        storage: vscode.Uri.file(scratchFolder('storage')),
      },
      { ...systemClock, sleep },
    );
    await hasLooked;
    reads.dispose();
    log.dispose();
    assert.deepEqual(
      lines
        .filter((line) => line.includes('daily read'))
        .map((line) => /could not read (\S+?): /.exec(line)?.[1]),
      ['profile:mfa', 'profile:corp'],
    );
    assert.deepEqual(asked, []);
  });
});

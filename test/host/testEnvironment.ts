import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder outside the project, gone when the process ends. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `backup-jobs-${name}-`));
  process.on('exit', () => rmSync(folder, { force: true, recursive: true, maxRetries: 3 }));
  return folder;
}

/** An environment in which nothing of the user's AWS configuration can be seen. */
export function testEnvironment(home = scratchFolder('home')): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    TMPDIR: process.env['TMPDIR'],
    TZ: 'UTC',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

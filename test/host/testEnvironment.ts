import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const scratchFolders: string[] = [];

/** A new folder outside the project, gone when the process ends. */
export function scratchFolder(name: string): string {
  if (scratchFolders.length === 0) process.once('exit', removeScratchFolders);
  const folder = mkdtempSync(path.join(tmpdir(), `backup-jobs-${name}-`));
  scratchFolders.push(folder);
  return folder;
}

function removeScratchFolders(): void {
  for (const folder of scratchFolders) rmSync(folder, { force: true, recursive: true, maxRetries: 3 });
}

/** An environment in which nothing of the user's AWS configuration can be seen. */
export function testEnvironment(home = scratchFolder('home')): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'],
    // The default terminal profile, which the AWS CLI command is quoted for.
    SHELL: '/bin/sh',
    SystemRoot: process.env['SystemRoot'],
    TMPDIR: process.env['TMPDIR'],
    TZ: 'UTC',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Nobody listens there: no test asks AWS itself whose credentials these are.
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  };
}

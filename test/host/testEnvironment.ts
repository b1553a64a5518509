import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const scratchFolders: string[] = [];

/** A new temporary folder, deleted when the process exits. */
export function scratchFolder(name: string, parent = tmpdir()): string {
  if (scratchFolders.length === 0) process.once('exit', removeScratchFolders);
  const folder = mkdtempSync(path.join(parent, `backup-jobs-${name}-`));
  scratchFolders.push(folder);
  return folder;
}

/** Deletes the folders of {@link scratchFolder}, in a process that is going to be killed. */
export function removeScratchFolders(): void {
  for (const folder of scratchFolders.splice(0))
    rmSync(folder, { force: true, recursive: true, maxRetries: 3 });
}

/** An environment without the user's AWS configuration. */
export function testEnvironment(home = scratchFolder('home')): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    LANG: 'en_US.UTF-8',
    PATH: process.env['PATH'],
    // The default terminal profile, for which the copied AWS CLI command is quoted.
    SHELL: '/bin/sh',
    SystemRoot: process.env['SystemRoot'],
    TMPDIR: process.env['TMPDIR'],
    TZ: 'UTC',
    AWS_EC2_METADATA_DISABLED: 'true',
    // No server listens there: no test sends credentials to AWS.
    AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
  };
}

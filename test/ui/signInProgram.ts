import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fakeAws } from '../fakeAws.js';
import { awsHome, ssoConfig } from './window.js';

/** An AWS CLI whose sign-in waits, fails or succeeds on demand. */
export interface SignInProgram {
  /** Environment variables for the program, and for a home folder with the profile `corp`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Says what the next sign-in does. */
  will(state: 'wait' | 'fail' | 'succeed'): void;
  /** Whether the latest sign-in is still running; undefined before the first. */
  isRunning(): boolean | undefined;
}

/**
 * A fake AWS CLI that fails at first. It can only sign in to the profile `corp`, which then has access keys.
 * The config file also has the given profiles.
 */
export function signInProgram(otherProfiles = ''): SignInProgram {
  const home = awsHome(`${ssoConfig}${otherProfiles}`);
  const folder = home['HOME'] ?? '';
  const state = path.join(folder, 'state');
  const processId = path.join(folder, 'process-id');
  const signedIn = `[profile corp]
region = us-east-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
${otherProfiles}`;
  const script = `
const { readFileSync, writeFileSync } = require('node:fs');
if (process.argv.slice(2).join(' ') !== 'sso login --profile=corp') process.exit(1);
console.log('Open https://example.com/device and enter the code ABCD-EFGH');
writeFileSync(${JSON.stringify(processId)}, String(process.pid));
const state = readFileSync(${JSON.stringify(state)}, 'utf8');
if (state === 'wait') setInterval(() => {}, 1000);
else if (state === 'fail') { console.error('The code has expired'); process.exitCode = 255; }
else writeFileSync(${JSON.stringify(path.join(folder, '.aws', 'config'))}, ${JSON.stringify(signedIn)});
`;
  writeFileSync(state, 'fail');
  return {
    environment: { ...home, AWS_PROFILE: 'corp', PATH: fakeAws(script) },
    will: (next) => writeFileSync(state, next),
    isRunning: () => {
      const id = existsSync(processId) && Number(readFileSync(processId, 'utf8'));
      return id ? isAlive(id) : undefined;
    },
  };
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

import { createHash } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Programs and token files for `@TOOLS@/…` in cases. */
export async function writeTools(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'with blank'), { recursive: true });
  const program = async (name: string, script: string) => {
    const file = path.join(folder, name);
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
  };
  await program('give', printKeys);
  await program('with blank/give', printKeys);
  await program('give-loudly', `head -c 1500000 /dev/zero | tr '\\0' x >&2\n${printKeys}`);
  await program('fail', 'echo "no credentials today" >&2; exit 3');
  await writeFile(path.join(folder, 'token-a'), 'TOKENA');
  await writeFile(path.join(folder, 'token-b'), 'TOKENB');
}

/** Prints keys that contain its first argument. */
const printKeys =
  'printf \'{"Version":1,"AccessKeyId":"PROCESS_%s","SecretAccessKey":"s","SessionToken":"t"}\' "$1"';

/** The token files that `aws sso login` writes for `ssoSessions`. */
export async function writeSsoTokens(home: string): Promise<void> {
  const folder = path.join(home, '.aws', 'sso', 'cache');
  await mkdir(folder, { recursive: true });
  for (const [name, url] of [
    ...Object.entries(ssoSessions),
    ...Object.values(ssoSessions).map((one) => [one, one]),
  ]) {
    const token = {
      accessToken: 'SSOTOKEN',
      expiresAt: '2099-01-01T00:00:00Z',
      startUrl: url,
      region: 'us-east-1',
    };
    const file = `${createHash('sha1')
      .update(name ?? '')
      .digest('hex')}.json`;
    await writeFile(path.join(folder, file), JSON.stringify(token));
  }
}

/** The start URLs of signed-in sessions. */
export const ssoSessions = { corp: 'https://corp/', 'My Corp': 'https://my-corp/' } as const;

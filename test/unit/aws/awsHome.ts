import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A temporary home folder. The environment of this process points to it, because the SDK reads that. */
export interface AwsHome {
  readonly folder: string;
  /** Writes a file below the home folder and returns its path. */
  write(name: string, text: string): Promise<string>;
  config(text: string): Promise<string>;
  credentials(text: string): Promise<string>;
  set(variables: Readonly<Record<string, string>>): void;
  /** Restores the environment and removes the folder. */
  leave(): Promise<void>;
}

/** An endpoint where nothing listens, so that no test calls the real STS. */
export const closedPort = 'http://127.0.0.1:9';

/** Switches to an empty home folder, without AWS variables and without the machine's own role. */
export async function enterAwsHome(): Promise<AwsHome> {
  const before = { ...process.env };
  const folder = await mkdtemp(path.join(tmpdir(), 'aws-home-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  const set = (variables: Readonly<Record<string, string>>) => void Object.assign(process.env, variables);
  set({
    HOME: folder,
    USERPROFILE: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_STS: closedPort,
    AWS_MAX_ATTEMPTS: '1',
  });
  const write = async (name: string, text: string) => {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };
  return {
    folder,
    write,
    config: (text) => write('.aws/config', text),
    credentials: (text) => write('.aws/credentials', text),
    set,
    leave: async () => {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Credentials as environment variables, with values that a test can search for. */
export const markedKeys = {
  AWS_ACCESS_KEY_ID: 'AKIAMARKEDKEYID00001',
  AWS_SECRET_ACCESS_KEY: 'marked+secret/access+key',
  AWS_SESSION_TOKEN: 'markedSessionToken',
};

/** The AWS configuration of a profile `prod` with static keys, whose services are at other endpoints. */
export function standInProfile(endpoints: Readonly<Record<string, string>>): string {
  const services = Object.entries(endpoints).map(([name, url]) => `${name} =\n  endpoint_url = ${url}`);
  return [
    '[profile prod]',
    'aws_access_key_id = AKIAPROD',
    'aws_secret_access_key = secret',
    'services = stand-in',
    '[services stand-in]',
    ...services,
    '',
  ].join('\n');
}

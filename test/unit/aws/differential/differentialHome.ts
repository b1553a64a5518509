import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type AwsHome, enterAwsHome } from '../awsHome.js';
import { type IdentifyingCloud, startIdentifyingCloud } from './identifyingCloud.js';
import { writeSsoTokens, writeTools } from './tools.js';

/** AWS files and an environment. Any text may have the placeholders `@HOME@`, `@TOOLS@` and `@CLOUD@`. */
export interface AwsCase {
  readonly config?: string | undefined;
  readonly credentials?: string | undefined;
  /** Below the home folder; by default `.aws/config`. */
  readonly configFile?: string | undefined;
  readonly credentialsFile?: string | undefined;
  readonly encoding?: 'utf8' | 'latin1' | 'utf16le' | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/** The home folder that the AWS CLI and the extension read, and the cloud that accepts its keys. */
export interface DifferentialHome {
  readonly folder: string;
  readonly cloud: IdentifyingCloud;
  /** Writes the files of a case and sets the environment of this process. Returns that environment. */
  enter(example: AwsCase): Promise<Readonly<Record<string, string>>>;
  leave(): Promise<void>;
}

/** Switches this process to a home folder for cases, with programs, tokens and a cloud on loopback. */
export async function openDifferentialHome(): Promise<DifferentialHome> {
  const home: AwsHome = await enterAwsHome();
  const cloud = await startIdentifyingCloud();
  const tools = path.join(home.folder, 'tools');
  await writeTools(tools);
  const resolved = (text: string) =>
    text.replaceAll('@HOME@', home.folder).replaceAll('@TOOLS@', tools).replaceAll('@CLOUD@', cloud.url);
  const baseEnvironment = Object.fromEntries(
    Object.entries({
      HOME: home.folder,
      USERPROFILE: home.folder,
      PATH: process.env['PATH'],
      LC_ALL: 'C.UTF-8',
      AWS_ENDPOINT_URL_STS: cloud.url,
      AWS_ENDPOINT_URL_SSO: cloud.url,
      AWS_ENDPOINT_URL_SSO_OIDC: cloud.url,
      AWS_ENDPOINT_URL_SIGNIN: cloud.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      // No request of any case leaves the machine.
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const write = async (name: string, text: string | undefined, encoding: AwsCase['encoding']) => {
    if (text === undefined) return;
    const file = path.join(home.folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, resolved(text), encoding);
  };
  return {
    folder: home.folder,
    cloud,
    enter: async ({ config, configFile, credentials, credentialsFile, encoding, environment }) => {
      for (const folder of ['.aws', 'c'])
        await rm(path.join(home.folder, folder), { recursive: true, force: true });
      await writeSsoTokens(home.folder);
      await write(configFile ?? '.aws/config', config, encoding);
      await write(credentialsFile ?? '.aws/credentials', credentials, encoding);
      const ofCase = Object.entries(environment ?? {}).map(([name, text]) => [name, resolved(text)]);
      const all: Record<string, string> = { ...baseEnvironment, ...Object.fromEntries(ofCase) };
      for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
      Object.assign(process.env, all);
      return all;
    },
    leave: async () => {
      await cloud.close();
      await home.leave();
    },
  };
}

import { readFile } from 'node:fs/promises';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { type JobFailure, JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { awsConfigFile, awsCredentialsFile } from './awsFiles.js';

/** The settings of one section under their names in the file; those of a subsection as `backup.endpoint_url`. */
export type ConfigSection = Readonly<Record<string, string | undefined>>;

/** What the AWS config and credentials files say together. */
export interface SharedConfig {
  readonly profiles: ReadonlyMap<string, ConfigSection>;
  readonly ssoSessions: ReadonlyMap<string, ConfigSection>;
  readonly services: ReadonlyMap<string, ConfigSection>;
  readonly configFile: string;
  readonly credentialsFile: string;
}

/**
 * Reads both files afresh; a file that is not there is an empty one. What both say of a profile is taken from
 * the credentials file, as every AWS tool does. Rejects with a JobSourceError of kind `configuration` that names
 * the file that cannot be read, and the line that cannot be understood; it never quotes one, for it may be a secret.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function readSharedConfig(environment: NodeJS.ProcessEnv, t: Translate): Promise<SharedConfig> {
  const configFile = awsConfigFile(environment);
  const credentialsFile = awsCredentialsFile(environment);
  const [files] = await Promise.all([
    loadSharedConfigFiles({ configFilepath: configFile, filepath: credentialsFile, ignoreCache: true }),
    // The SDK's loader takes a broken file for an empty one and says nothing.
    ...[configFile, credentialsFile].map((file) => checkFile(file, t)),
  ]);
  const profiles = new Map<string, ConfigSection>();
  const ssoSessions = new Map<string, ConfigSection>();
  const services = new Map<string, ConfigSection>();
  for (const [name, section] of [
    ...Object.entries(files.configFile),
    ...Object.entries(files.credentialsFile),
  ]) {
    const [, kind, rest = ''] = /^(sso-session|services)\.(.*)$/.exec(name) ?? [];
    if (kind === 'sso-session') ssoSessions.set(rest, section);
    else if (kind === 'services') services.set(rest, section);
    else profiles.set(name, { ...profiles.get(name), ...section });
  }
  return { profiles, ssoSessions, services, configFile, credentialsFile };
}

/** What both files say of the default profile where none is named; it need not be there. */
export const defaultProfile = 'default';

async function checkFile(file: string, t: Translate): Promise<void> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return;
    throw brokenFile(t('An AWS file cannot be read'), t('{file}: {code}', { file, code }), { file }, error);
  }
  const line = firstBrokenLine(text);
  if (line === undefined) return;
  throw brokenFile(
    t('An AWS file cannot be understood'),
    t('{file}, line {line}: neither a [section] nor a setting = value of one.', { file, line }),
    { file, line },
  );
}

function brokenFile(
  summary: string,
  detail: string,
  place: NonNullable<JobFailure['place']>,
  cause?: unknown,
): JobSourceError {
  return new JobSourceError(
    { kind: 'configuration', summary, detail, remedy: 'editAwsConfig', place },
    { cause },
  );
}

/** The number of the first line that the AWS CLI would refuse, from 1. An indented line carries on the setting before it; a NUL is what UTF-16 looks like. */
function firstBrokenLine(text: string): number | undefined {
  let place: 'top' | 'section' | 'setting' = 'top';
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.trim();
    if (content === '' || /^[#;]/.test(content)) continue;
    if (line.includes('\0')) return index + 1;
    if (/^\[[^\]]+\]/.test(content)) place = 'section';
    else if (place !== 'top' && /^[^=]+=/.test(content)) place = 'setting';
    else if (place !== 'setting' || /^\S/.test(line)) return index + 1;
  }
  return undefined;
}

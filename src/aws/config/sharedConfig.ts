import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError } from '../../jobs/jobSource.js';
import type { SkippedSection } from '../../jobs/profileChoices.js';
import { awsConfigFile, awsCredentialsFile } from '../awsFiles.js';
import { systemCodeOf } from '../errorFacts.js';
import type { AwsProfile, ProfileSection } from './awsProfile.js';
import { configSections } from './configSections.js';
import { type IniFault, type IniSection, parseIniFile, type Settings } from './iniFile.js';

/** The contents of the AWS config and credentials files. */
export interface SharedConfig {
  /** By name, in the order of the files: the config file comes first. */
  readonly profiles: ReadonlyMap<string, AwsProfile>;
  readonly ssoSessions: ReadonlyMap<string, Settings>;
  readonly services: ReadonlyMap<string, Settings>;
  /** Sections that the AWS CLI ignores. */
  readonly skipped: readonly SkippedSection[];
  /** Both paths are absolute; empty if the variable of the file is empty. */
  readonly configFile: string;
  readonly credentialsFile: string;
}

/** The profile that is used if no other is named. It may not exist. */
export const defaultProfile = 'default';

/**
 * Reads both files on each call, as the AWS CLI does. A file that does not exist counts as empty. Rejects
 * with a JobSourceError of kind `configuration` that names the file and, if it is not valid, the line. It
 * never quotes the line, which may be a secret.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function readSharedConfig(environment: NodeJS.ProcessEnv): Promise<SharedConfig> {
  const configFile = awsConfigFile(environment);
  const credentialsFile = awsCredentialsFile(environment);
  const [config, credentials] = await Promise.all([readSections(configFile), readSections(credentialsFile)]);
  const { profiles: configured, ...others } = configSections(config, configFile);
  // The credentials file has no prefixes: each header is the name of a profile.
  const withCredentials = new Map<string, ProfileSection>(
    credentials.map(({ header, line, settings }) => [
      header,
      { place: { file: credentialsFile, line }, settings },
    ]),
  );
  const profiles = new Map<string, AwsProfile>();
  for (const name of new Set([...configured.keys(), ...withCredentials.keys()])) {
    const inConfigFile = configured.get(name);
    const inCredentialsFile = withCredentials.get(name);
    const settings = new Map([...(inConfigFile?.settings ?? []), ...(inCredentialsFile?.settings ?? [])]);
    profiles.set(name, { name, settings, inConfigFile, inCredentialsFile });
  }
  return { profiles, ...others, configFile, credentialsFile };
}

async function readSections(file: string): Promise<readonly IniSection[]> {
  if (file === '') return [];
  if (file.startsWith('~')) {
    const detail = l10n.t('{file}: home folders of other users are not supported. Write the full path.', {
      file,
    });
    throw brokenFile(l10n.t('An AWS file cannot be read'), detail, { file });
  }
  const bytes = await bytesOf(file);
  if (bytes === undefined) return [];
  const parsed = parseIniFile(textOfBytes(bytes) ?? '\0');
  if ('sections' in parsed) return parsed.sections;
  const { fault, line } = parsed;
  // The reason comes first, because a detail on one line may lose its end.
  const detail = l10n.t('{fault} ({file}, line {line})', { file, line, fault: faultText(fault) });
  const summary = l10n.t('Error in line {line} of {file}', { line, file: path.basename(file) });
  throw brokenFile(summary, detail, { file, line });
}

/** Undefined if the file does not exist. */
async function bytesOf(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw brokenFile(
      l10n.t('An AWS file cannot be read'),
      l10n.t('{file}: {code}', { file, code }),
      { file },
      error,
    );
  }
}

/** Undefined if the bytes are not UTF-8. */
function textOfBytes(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
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

function faultText(fault: IniFault): string {
  switch (fault) {
    case 'byteOrderMark':
      return l10n.t(
        'The file begins with a byte order mark, which the AWS CLI refuses. Save it as UTF-8 without one.',
      );
    case 'duplicateSection':
      return l10n.t(
        'A section with this name already exists, which the AWS CLI refuses. Remove one of them.',
      );
    case 'duplicateSetting':
      return l10n.t(
        'This section already has a setting with this name, which the AWS CLI refuses. Remove one of them.',
      );
    case 'noSection':
    case 'notASetting':
      return l10n.t('This line is neither a [section] nor a setting = value in one.');
    case 'notText':
      return l10n.t('This is not UTF-8 text. Save the file as UTF-8.');
  }
}

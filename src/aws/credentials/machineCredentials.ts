import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { JobSourceError } from '../../jobs/jobSource.js';
import { homeFolder } from '../awsFiles.js';
import type { MachinePlan } from '../config/credentialPlan.js';
import { parseIniFile } from '../config/iniFile.js';
import type { Credentials } from '../sharedCredentials.js';
import { fetchContainerCredentials } from './containerCredentials.js';
import type { FetchContext } from './fetchContext.js';
import { fetchInstanceCredentials } from './instanceCredentials.js';

/**
 * The credentials of this machine's role: that of its container if the environment names an address for them,
 * else that of its instance. As in the AWS CLI, there is no fallback from one to the other.
 */
export async function fetchMachineCredentials(
  { kind, metadata }: MachinePlan,
  context: FetchContext,
): Promise<Credentials> {
  const { environment } = context;
  if (kind === 'machine') await refuseLegacyKeys(context);
  const address =
    environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] ??
    environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  if (kind !== 'instance' && address) return fetchContainerCredentials(context);
  if (kind === 'container' || (kind === 'machine' && address !== undefined)) throw noCredentials(context);
  const isDisabled = environment['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true';
  const credentials = isDisabled ? undefined : await fetchInstanceCredentials(metadata, context);
  if (credentials === undefined) throw noCredentials(context);
  return credentials;
}

/**
 * Throws if a file of an older AWS tool has keys, which the AWS CLI prefers to the role of the machine. Using
 * these keys would surprise the user, and the role may belong to another account.
 */
async function refuseLegacyKeys({ environment }: FetchContext): Promise<void> {
  const file = environment['AWS_CREDENTIAL_FILE'] ?? (await legacyFileWithKeys(environment));
  if (file === undefined) return;
  throw new JobSourceError({
    kind: 'configuration',
    summary: l10n.t('Keys in an old file would be used'),
    detail: l10n.t(
      'The AWS CLI would use the access keys in {file}, a file of older AWS tools. Put them into a profile and select it.',
      { file },
    ),
    remedy: 'selectConnection',
  });
}

async function legacyFileWithKeys(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = environment['BOTO_CONFIG'];
  const files =
    named === undefined ? ['/etc/boto.cfg', path.join(homeFolder(environment), '.boto')] : [named];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const parsed = parseIniFile(text);
    const sections = 'sections' in parsed ? parsed.sections : [];
    const credentials = sections.find(({ header }) => header === 'Credentials');
    if (credentials?.settings.has('aws_access_key_id')) return file;
  }
  return undefined;
}

function noCredentials({ isNamed, profile }: FetchContext): JobSourceError {
  return new JobSourceError({
    kind: 'credentials',
    summary: l10n.t('No AWS credentials were found'),
    detail: isNamed
      ? l10n.t(
          'The profile “{profile}” has none, and this machine has no role. The environment’s keys do not count for a named profile.',
          { profile },
        )
      : l10n.t(
          'Neither the environment nor the default profile has any, and this machine has no role. Select a profile.',
        ),
    remedy: 'selectConnection',
  });
}

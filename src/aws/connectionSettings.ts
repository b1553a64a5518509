import { readFile } from 'node:fs/promises';
import { JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { isRegionName } from './regions.js';
import type { ConfigSection } from './sharedConfig.js';

/**
 * The region to ask: the chosen one, else that of `AWS_REGION`, of `AWS_DEFAULT_REGION`, of the profile.
 * Throws a JobSourceError of kind `configuration` where none is named or the name cannot be one.
 */
export function regionOf(
  chosen: string | undefined,
  environment: NodeJS.ProcessEnv,
  settings: ConfigSection,
  t: Translate,
): string {
  const region =
    chosen || environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || settings['region'] || '';
  if (isRegionName(region)) return region;
  throw new JobSourceError({
    kind: 'configuration',
    summary: region
      ? t('“{region}” is no AWS region', { region: region.slice(0, 100) })
      : t('No AWS region is set'),
    detail: t('Neither the connection nor AWS_REGION nor the profile names a region that can be.'),
    remedy: 'selectConnection',
  });
}

/**
 * The root certificates that AWS tools are told to trust in the place of the built-in ones; undefined where they are
 * told nothing. Rejects with a JobSourceError of kind `configuration` that names the file that cannot be read.
 */
export async function certificateBundle(
  environment: NodeJS.ProcessEnv,
  settings: ConfigSection,
  t: Translate,
): Promise<Buffer | undefined> {
  const file = environment['AWS_CA_BUNDLE'] || settings['ca_bundle'];
  if (!file) return undefined;
  try {
    return await readFile(file);
  } catch (cause) {
    const failure = {
      kind: 'configuration' as const,
      summary: t('The certificates that AWS_CA_BUNDLE names cannot be read'),
      detail: t('{file} is set as AWS_CA_BUNDLE or ca_bundle.', { file }),
      remedy: 'editAwsConfig' as const,
    };
    throw new JobSourceError(failure, { cause });
  }
}

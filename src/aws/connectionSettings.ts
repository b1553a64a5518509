import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { JobSourceError, type Remedy } from '../jobs/jobSource.js';
import { textStart } from '../jobs/visibleText.js';
import { type Settings, textOf } from './config/iniFile.js';
import { isRegionName } from './regions.js';

/**
 * The regions to query, without duplicates: the chosen ones, else that of `AWS_REGION`, of
 * `AWS_DEFAULT_REGION` or of the profile. Throws a JobSourceError of kind `configuration` if there is none,
 * or if a name is not valid.
 */
export function regionsOf(
  chosen: readonly string[] | undefined,
  environment: NodeJS.ProcessEnv,
  settings: Settings,
): readonly [string, ...string[]] {
  const configured =
    environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'] || textOf(settings, 'region') || '';
  const [home = configured, ...others] = new Set(chosen);
  const regions = [home, ...others] as const;
  const wrong = regions.find((region) => !isRegionName(region));
  if (wrong === undefined) return regions;
  throw new JobSourceError({
    kind: 'configuration',
    summary: wrong
      ? l10n.t('“{region}” is not an AWS region', { region: textStart(wrong, 100) })
      : l10n.t('No AWS region is set'),
    detail: l10n.t('Neither the connection, AWS_REGION nor the profile names a valid region.'),
    remedy: 'selectRegions',
  });
}

/**
 * The file of root certificates that AWS_CA_BUNDLE or `ca_bundle` names, as an absolute path; undefined if
 * neither is set.
 */
export function certificateFile(environment: NodeJS.ProcessEnv, settings: Settings): string | undefined {
  const file = environment['AWS_CA_BUNDLE'] || textOf(settings, 'ca_bundle');
  return file ? path.resolve(file) : undefined;
}

/**
 * The root certificates that AWS_CA_BUNDLE or `ca_bundle` sets in place of the built-in ones; undefined if
 * neither is set. Rejects with a JobSourceError of kind `configuration` that names the file if it cannot be
 * read.
 */
export async function certificateBundle(
  environment: NodeJS.ProcessEnv,
  settings: Settings,
): Promise<Buffer | undefined> {
  const file = certificateFile(environment, settings);
  if (file === undefined) return undefined;
  try {
    return await readFile(file);
  } catch (cause) {
    const failure = {
      kind: 'configuration' as const,
      summary: l10n.t('The certificate bundle cannot be read'),
      detail: l10n.t('{file} is set as {source}.', {
        file,
        source: environment['AWS_CA_BUNDLE'] ? 'AWS_CA_BUNDLE' : 'ca_bundle',
      }),
      remedy: certificateRemedy(environment),
    };
    throw new JobSourceError(failure, { cause });
  }
}

/**
 * The remedy that opens the setting of the root certificates. It is in the AWS files, unless AWS_CA_BUNDLE
 * overrides them, which no command can change.
 */
export function certificateRemedy(environment: NodeJS.ProcessEnv): Remedy {
  return environment['AWS_CA_BUNDLE'] ? 'retry' : 'editAwsConfig';
}

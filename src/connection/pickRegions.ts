import * as l10n from '@vscode/l10n';
import { pickMany } from '../editor/pickMany.js';
import type { AwsChoices } from './awsChoices.js';
import { type AwsConnection, connectionLabel } from './connection.js';

/**
 * Lets the user check the regions of a connection. The regions of its partition are offered, its own first;
 * others can be typed. Undefined if the user cancels.
 */
export async function pickRegions(
  connection: AwsConnection,
  aws: AwsChoices,
  options: { readonly canGoBack: boolean },
): Promise<AwsConnection | 'back' | undefined> {
  const { all, configured } = await aws.regions(connection.profile);
  const checked = connection.regions ?? (configured === undefined ? [] : [configured]);
  const picked = await pickMany<string>({
    title: l10n.t('Backup Jobs: Select Regions for {connection}', {
      connection: connectionLabel(connection),
    }),
    placeholder: l10n.t('Select one or more regions, or type a name'),
    choices: [...new Set([...checked, ...all])].map(regionChoice),
    typed: (text) => regionChoice(text.toLowerCase()),
    checked,
    needsCheck: l10n.t('Check at least one region'),
    ...options,
  });
  if (picked === undefined || picked === 'back') return picked;
  return { ...connection, regions: picked };
}

function regionChoice(region: string) {
  return { label: region, value: region };
}

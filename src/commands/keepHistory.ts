import * as l10n from '@vscode/l10n';
import { type AwsConnection, type Connection, connectionLabel } from '../connection/connection.js';
import { confirm, showInformation } from '../editor/notify.js';
import { listedMs } from '../jobs/listedPeriod.js';

/** What the commands for the kept history of a connection need. */
export interface KeepHistoryContext {
  /** The selected connection. */
  readonly chosen: Connection | undefined;
  readonly folder: string;
  /** 0 keeps all. */
  readonly retentionDays: number;
  /** Keeps the history from now on, or no longer. */
  readonly keep: (connection: AwsConnection, isToBeKept: boolean) => Promise<void>;
}

/** Begins to keep the history of the selected connection, once the user has confirmed it. */
export async function keepHistory({
  chosen,
  folder,
  keep,
  retentionDays,
}: KeepHistoryContext): Promise<void> {
  if (chosen?.kind !== 'aws') {
    await showInformation(l10n.t('Only the jobs of a connection to AWS can be kept. Select one first.'));
    return;
  }
  const name = connectionLabel(chosen);
  const isConfirmed = await confirm(
    l10n.t('Keep the job history of “{name}” on this machine', { name }),
    [
      l10n.t(
        'Jobs that are read from now on are stored in {folder}, and shown after AWS Backup has stopped listing them. They are not encrypted, and the extension sends them nowhere.',
        { folder },
      ),
      retentionText(retentionDays),
    ].join('\n\n'),
    l10n.t('Keep History'),
  );
  if (isConfirmed) await keep(chosen, true);
}

function retentionText(days: number): string {
  if (days === 0) return l10n.t('They are kept until you delete them.');
  const text =
    days === 1
      ? l10n.t('They are kept for 1 day.')
      : l10n.t('They are kept for {count} days.', { count: days });
  if (days > listedMs / dayMs) return text;
  return [
    text,
    l10n.t(
      'AWS Backup lists them as long: set backupJobs.historyRetentionDays to more than 30 to see older ones.',
    ),
  ].join(' ');
}

const dayMs = 24 * 3_600_000;

/** Keeps the history of the selected connection no longer. What is stored stays. */
export async function stopKeepingHistory({ chosen, keep }: KeepHistoryContext): Promise<void> {
  if (chosen?.kind !== 'aws') return;
  await keep(chosen, false);
  await showInformation(
    l10n.t('The job history of “{name}” is no longer kept. “Delete Job History…” removes what is stored.', {
      name: connectionLabel(chosen),
    }),
  );
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { arnParts } from '../jobs/arn.js';
import { type BackupJob, latestFirst } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { jobTime, resourceTitle } from '../jobs/jobFacts.js';
import type { JobPool } from '../jobs/jobPool.js';
import { referenceIn } from '../jobs/jobReader.js';
import { selectionOf } from '../jobs/jobSelection.js';
import { JobSourceError } from '../jobs/jobSource.js';
import { displayState } from '../jobs/jobStates.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { latestInRegions } from './latestInRegions.js';
import { ensureConnection, openSessions, type SessionOpener, showFailure } from './openSessions.js';

/** A region of the connection, with its loaded jobs. */
export interface SearchedSession {
  readonly key: string;
  readonly region: string;
  readonly pool: JobPool;
}

/** What is picked: the latest known job of a resource, or an ARN that no loaded job has. */
type Found = { readonly session: SearchedSession; readonly job: BackupJob } | { readonly arn: string };

/**
 * Lets the user find a resource by its name, ARN or type among the loaded jobs, or by any ARN, and opens its
 * latest job, which shows the resource's last 30 days.
 */
export async function findResource(
  opener: SessionOpener<SearchedSession>,
  open: (target: JobTarget) => unknown,
): Promise<void> {
  if (!(await ensureConnection(opener))) return;
  const sessions = await openSessions(opener);
  if (sessions.length === 0) return;
  const picked = await pickOne<Found>({
    title: l10n.t('Find Resource'),
    placeholder: l10n.t('Name, ARN or type of a resource in the loaded jobs, or any ARN'),
    choices: resourceChoices(sessions, new Date()),
    typed: (text) =>
      arnParts(text) !== undefined ? { label: visibleLine(text, 200), value: { arn: text } } : undefined,
  });
  if (picked === undefined || picked === 'back') return;
  const found = 'arn' in picked.value ? await latestOf(picked.value.arn, sessions, opener) : picked.value;
  if (found === undefined) return;
  await open({ reference: referenceIn(found.session, found.job.BackupJobId), job: found.job });
}

/** The resources of the loaded jobs, by name, each with its latest job. */
export function resourceChoices(sessions: readonly SearchedSession[], now: Date): Choice<Found>[] {
  const choices = sessions.flatMap((session) =>
    [...latestByResource(session.pool.knownJobs())].map(([arn, job]): Choice<Found> => {
      const time = jobTime(job);
      const facts = [
        job.ResourceType && visibleLine(job.ResourceType, 40),
        stateTitle(displayState(job)),
        time && agoText(time, now),
        sessions.length > 1 && session.region,
      ];
      return {
        label: visibleLine(resourceTitle(job) ?? arn, 200),
        description: facts.filter(Boolean).join(' · '),
        detail: visibleLine(arn, 300),
        value: { session, job },
      };
    }),
  );
  const collator = new Intl.Collator(vscode.env.language, { numeric: true });
  return choices.sort((one, other) => collator.compare(one.label, other.label)).slice(0, maxChoices);
}

function latestByResource(jobs: Iterable<BackupJob>): ReadonlyMap<string, BackupJob> {
  const latest = new Map<string, BackupJob>();
  for (const job of jobs) {
    const { ParentJobId, ResourceArn } = job;
    // The nested jobs of a composite resource are shown by their parent.
    if (!ResourceArn || ParentJobId) continue;
    const known = latest.get(ResourceArn);
    if (known === undefined || latestFirst(job, known) < 0) latest.set(ResourceArn, job);
  }
  return latest;
}

/** The latest job of a resource in any region; undefined if there is none or it cannot be read; shows why. */
async function latestOf(
  resourceArn: string,
  sessions: readonly SearchedSession[],
  { runRemedy }: SessionOpener<SearchedSession>,
): Promise<{ readonly session: SearchedSession; readonly job: BackupJob } | undefined> {
  const lists = sessions.map((session) => ({
    session,
    list: session.pool.knownList(selectionOf({ resourceArn })),
  }));
  await Promise.all(lists.map(({ list }) => (list.hasStarted ? undefined : list.loadMore())));
  const found = latestInRegions(lists.map(({ list, session }) => ({ session, jobs: list.jobs() })));
  if (found !== undefined) return found;
  const failed = lists.map(({ list }) => list.state).find((state) => state.name === 'failed');
  if (failed !== undefined) showFailure(new JobSourceError(failed.failure), runRemedy);
  else if (lists.every(({ list }) => list.isComplete))
    statusMessage(
      l10n.t('AWS Backup lists no job of this resource in {regions}', {
        regions: new Intl.ListFormat(vscode.env.language).format(sessions.map(({ region }) => region)),
      }),
    );
  else statusMessage(l10n.t('No job of this resource was found, and not all pages are read'));
  return undefined;
}

/** A longer list is slow. Typing an ARN finds any resource. */
const maxChoices = 5000;

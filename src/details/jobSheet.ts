import * as l10n from '@vscode/l10n';
import { type StateLook, stateLook } from '../editor/stateLook.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { jobTime, jobTitle, percentDone } from '../jobs/jobFacts.js';
import { isUnderWay, shownState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type SheetSection, sheetSections } from './fieldSections.js';
import type { Reading } from './reading.js';
import { type TimeLineSheet, timeLineSheet } from './timeLineSheet.js';
import { type WhySheet, whySheet } from './whySheet.js';

/** A job as its panel shows it. Everything in it is text to be shown as text. */
export interface JobSheet {
  readonly head: JobHead;
  /** Absent where there is nothing to explain. */
  readonly why?: WhySheet;
  readonly timeLine?: TimeLineSheet;
  readonly sections: readonly SheetSection[];
}

/** What is seen first. */
export interface JobHead {
  readonly title: string;
  readonly state: ShownState;
  /** Resource type, vault, account, region and age. */
  readonly facts: readonly { readonly icon: string; readonly title: string; readonly text: string }[];
  /** While the job runs: 0 to 100, and the words for it. */
  readonly progress?: { readonly percent: number; readonly text: string };
}

/** A state as a person tells it, and how it looks. */
export interface ShownState extends StateLook {
  readonly title: string;
}

/** All of a job, for reading. */
export function jobSheet(job: DescribedBackupJob, region: string | undefined, reading: Reading): JobSheet {
  const why = whySheet(job, reading);
  const line = timeLineSheet(job, reading);
  return {
    head: jobHead(job, region, reading),
    ...(why && { why }),
    ...(line && { timeLine: line }),
    sections: sheetSections(job, reading),
  };
}

/** The state of a job in its word, icon and tone. */
export function shownStateOf(job: DescribedBackupJob): ShownState {
  const state = shownState(job);
  return { title: stateTitle(state), ...stateLook(state) };
}

function jobHead(job: DescribedBackupJob, region: string | undefined, reading: Reading): JobHead {
  const { now } = reading;
  const time = jobTime(job);
  const percent = isUnderWay(job) && job.State === 'RUNNING' ? percentDone(job) : undefined;
  const facts: readonly (readonly [icon: string, title: string, text: string | undefined])[] = [
    ['server', 'ResourceType', job.ResourceType],
    ['archive', 'BackupVaultName', job.BackupVaultName],
    ['account', 'AccountId', job.AccountId],
    ['globe', l10n.t('Region'), region],
    ['history', job.CompletionDate ? 'CompletionDate' : 'CreationDate', time && agoText(time, now)],
  ];
  return {
    title: visibleLine(jobTitle(job), 200) || l10n.t('Unnamed job'),
    state: shownStateOf(job),
    facts: facts.flatMap(([icon, title, text]) =>
      text ? [{ icon, title, text: visibleLine(text, 100) }] : [],
    ),
    ...(percent !== undefined && {
      progress: { percent, text: l10n.t('{percent} % done, as AWS Backup estimates', { percent }) },
    }),
  };
}

import * as l10n from '@vscode/l10n';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { ageOrDateText } from '../jobs/formats.js';
import { jobTime, jobTitle, percentDone } from '../jobs/jobFacts.js';
import { canChange } from '../jobs/lastKnown.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type DisplayState, displayStateOf } from './displayState.js';
import { fieldSections, type Section } from './fieldSections.js';
import type { FormatContext } from './formatContext.js';
import { shownTime } from './shownTime.js';
import { type StatusViewModel, statusViewModel } from './statusViewModel.js';
import { type TimelineViewModel, timelineViewModel } from './timelineViewModel.js';

/** A job as its panel shows it. All texts are plain text, never markup. */
export interface JobViewModel {
  readonly head: JobHead;
  /** Absent if there is nothing to explain. */
  readonly status?: StatusViewModel;
  readonly timeline?: TimelineViewModel;
  readonly sections: readonly Section[];
}

/** The top of the panel. */
export interface JobHead {
  readonly title: string;
  readonly state: DisplayState;
  /** Resource type, vault, account, region and age. */
  readonly facts: readonly { readonly icon: string; readonly title: string; readonly text: string }[];
  /** While the job runs; `percent` is 0 to 100. */
  readonly progress?: { readonly percent: number; readonly text: string };
}

/** Puts a job into words, as its panel shows it. */
export function jobViewModel(
  job: DescribedBackupJob,
  region: string | undefined,
  context: FormatContext,
): JobViewModel {
  const status = statusViewModel(job, context);
  const timeline = timelineViewModel(job, context);
  return {
    head: jobHead(job, region, context),
    ...(status && { status }),
    ...(timeline && { timeline }),
    sections: fieldSections(job, context),
  };
}

function jobHead(job: DescribedBackupJob, region: string | undefined, context: FormatContext): JobHead {
  const { locale } = context;
  const time = jobTime(job);
  const percent = canChange(job) && job.State === 'RUNNING' ? percentDone(job) : undefined;
  const facts: readonly (readonly [icon: string, title: string, text: string | undefined])[] = [
    ['server', 'ResourceType', job.ResourceType],
    ['archive', 'BackupVaultName', job.BackupVaultName],
    ['account', 'AccountId', job.AccountId],
    ['globe', l10n.t('Region'), region],
    ['history', timeTitle(job, locale), ageText(time, context)],
  ];
  return {
    title: visibleLine(jobTitle(job), 200) || l10n.t('Unnamed job'),
    state: displayStateOf(job, locale),
    facts: facts.flatMap(([icon, title, text]) =>
      text ? [{ icon, title, text: visibleLine(text, 100) }] : [],
    ),
    ...(percent !== undefined && {
      progress: { percent, text: l10n.t('{percent} % done (estimate of AWS Backup)', { percent }) },
    }),
  };
}

/** The time whose age the head shows, for its tooltip: "Ended Nov 24, 2026, 6:05:00 AM GMT+1 (… UTC)". */
function timeTitle(job: DescribedBackupJob, locale: string): string {
  const time = jobTime(job);
  if (time === undefined || Number.isNaN(time.getTime())) return '';
  const { text, utc } = shownTime(time, locale);
  return job.CompletionDate
    ? l10n.t('Ended {time} ({utc})', { time: text, utc })
    : l10n.t('Created {time} ({utc})', { time: text, utc });
}

/** The age, or the day if it is older than the jobs that AWS Backup lists. */
function ageText(time: Date | undefined, { locale, now }: FormatContext): string | undefined {
  if (time === undefined || !Number.isFinite(time.getTime())) return undefined;
  return ageOrDateText(time, now, locale);
}

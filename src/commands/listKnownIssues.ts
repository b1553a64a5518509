import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { openKnownIssuesSetting, readKnownIssues, removeKnownIssue } from '../editor/knownIssueSetting.js';
import { showError, statusMessage } from '../editor/notify.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { acceptedCounts, acceptedJobs } from '../jobs/acceptedCounts.js';
import { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { agoText } from '../jobs/formats.js';
import { jobTime, jobTitle } from '../jobs/jobFacts.js';
import { displayState } from '../jobs/jobStates.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { KnownIssueEntry } from '../jobs/knownIssue.js';
import { conditionsText, endText, reasonText } from '../jobs/knownIssueText.js';
import { Slices } from '../jobs/slices.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type AcceptedCount, acceptedCountTexts } from './acceptedCountTexts.js';

/** The loaded jobs of a region. */
export interface LoadedJobs {
  readonly jobs: Iterable<BackupJob>;
  /** What opens one of them. */
  readonly targetOf: (job: BackupJob) => JobTarget;
}

/** What the list of known issues works with. */
export interface KnownIssuesContext {
  /** All loaded jobs that can be opened. */
  readonly loaded: () => Iterable<LoadedJobs>;
  /** How many runs without a job they accept, as far as these are known. */
  readonly acceptedRuns: (known: AcceptedIssues) => number;
  readonly openJob: (target: JobTarget) => unknown;
  /** Tests replace it. */
  readonly pickOne?: typeof pickOne;
}

type Action = 'jobs' | 'remove' | 'settings';

/**
 * Lists all known issues with their reasons and end dates, also those that have ended or cannot be used. Lets
 * the user open their jobs, remove one, or open the settings. Shows errors.
 */
export async function listKnownIssues(context: KnownIssuesContext): Promise<void> {
  try {
    await runList(context);
  } catch (error) {
    void showError(error instanceof Error ? error.message : String(error));
  }
}

async function runList(context: KnownIssuesContext): Promise<void> {
  const { pickOne: pick = pickOne } = context;
  for (;;) {
    const entries = readKnownIssues(new Date());
    const closed = new AbortController();
    const picked = await pick<KnownIssueEntry | 'none'>({
      title: l10n.t('Backup Jobs: Known Issues'),
      placeholder: l10n.t('Select a known issue to open its jobs, remove it or open the settings'),
      choices: entries.length === 0 ? [noneChoice()] : entryChoices(entries, context, closed.signal),
      canGoBack: false,
    }).finally(() => closed.abort());
    if (picked === undefined || picked === 'back') return;
    const entry = picked.value;
    if (entry === 'none') return openKnownIssuesSetting('user');
    if (entry.issue === undefined) return openKnownIssuesSetting(entry.scope);
    const action = picked.button === undefined ? await pickAction(entry, context) : 'remove';
    if (action === undefined) return;
    if (action === 'back') continue;
    if (action === 'settings') return openKnownIssuesSetting(entry.scope);
    if (action === 'remove') {
      await removeKnownIssue(entry);
      statusMessage(l10n.t('Removed the known issue'));
    } else {
      const opened = await pickJob(entry, context);
      if (opened !== 'back') return;
    }
  }
}

async function entryChoices(
  entries: readonly KnownIssueEntry[],
  { acceptedRuns, loaded }: KnownIssuesContext,
  signal: AbortSignal,
): Promise<readonly Choice<KnownIssueEntry>[]> {
  const counted = entries.filter(({ isPast, issue }) => issue !== undefined && !isPast);
  const counts = await acceptedCounts(allJobs(loaded()), counted.map(issuesOfEntry), new Slices({ signal }));
  const byEntry = new Map(counted.map((entry, place) => [entry, counts[place] ?? 0]));
  return entries.map((entry) =>
    entryChoice(entry, {
      jobs: byEntry.get(entry) ?? 0,
      runs: acceptedRuns(issuesOfEntry(entry)),
    }),
  );
}

/** @param counts how many loaded jobs, and runs without a job, it accepts */
function entryChoice(entry: KnownIssueEntry, counts: AcceptedCount): Choice<KnownIssueEntry> {
  const { isPast, issue, place, problems, scope } = entry;
  const section = scope === 'user' ? l10n.t('Saved by you') : l10n.t("In this workspace's settings");
  if (issue === undefined)
    return {
      section,
      label: l10n.t('Entry {number}', { number: place + 1 }),
      description: l10n.t('cannot be used: {problems}. Select it to open the settings', {
        problems: problems.map((problem) => visibleLine(problem, 80)).join(', '),
      }),
      iconPath: new vscode.ThemeIcon('warning'),
      value: entry,
    };
  const date = endText(issue, vscode.env.language);
  return {
    section,
    label: reasonText(issue) || l10n.t('Without a reason'),
    description: isPast
      ? l10n.t('ended on {date}, and accepts nothing', { date })
      : [l10n.t('until {date}', { date }), ...acceptedCountTexts(counts)].join(' · '),
    detail: conditionsText(issue),
    iconPath: new vscode.ThemeIcon(isPast ? 'circle-slash' : 'check'),
    buttons: [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: l10n.t('Remove') }],
    value: entry,
  };
}

function noneChoice(): Choice<'none'> {
  return {
    label: l10n.t('No known issues'),
    description: l10n.t('Accept one from the menu of a job, or select this to open the settings'),
    iconPath: new vscode.ThemeIcon('info'),
    value: 'none',
  };
}

async function pickAction(
  entry: KnownIssueEntry,
  { pickOne: pick = pickOne }: KnownIssuesContext,
): Promise<Action | 'back' | undefined> {
  const picked = await pick<Action>({
    title: l10n.t('Backup Jobs: Known Issue'),
    placeholder: entry.issue === undefined ? '' : conditionsText(entry.issue),
    choices: [
      { label: l10n.t('Open a Job…'), iconPath: new vscode.ThemeIcon('list-unordered'), value: 'jobs' },
      { label: l10n.t('Remove'), iconPath: new vscode.ThemeIcon('trash'), value: 'remove' },
      { label: l10n.t('Open Settings'), iconPath: new vscode.ThemeIcon('settings-gear'), value: 'settings' },
    ],
    canGoBack: true,
  });
  return picked === undefined || picked === 'back' ? picked : picked.value;
}

/** Lets the user open one of the loaded jobs that an issue accepts, or accepted until it ended. */
async function pickJob(
  entry: KnownIssueEntry,
  context: KnownIssuesContext,
): Promise<'opened' | 'back' | undefined> {
  const { loaded, openJob, pickOne: pick = pickOne } = context;
  const issues = issuesOfEntry(entry);
  const slices = new Slices();
  const found: FoundJob[] = [];
  for (const { jobs, targetOf } of loaded())
    for (const job of await acceptedJobs(jobs, issues, slices)) found.push({ job, targetOf });
  const jobs = found.sort(latestFirst);
  if (jobs.length === 0) {
    statusMessage(l10n.t('No loaded job has this known issue'));
    return 'back';
  }
  const now = new Date();
  const picked = await pick<JobTarget>({
    title: l10n.t('Backup Jobs: Jobs of the Known Issue'),
    placeholder: l10n.t('Select a job to open it'),
    choices: jobs.slice(0, maxJobs).map((one) => jobChoice(one, now)),
    canGoBack: true,
  });
  if (picked === undefined || picked === 'back') return picked;
  await openJob(picked.value);
  return 'opened';
}

interface FoundJob extends Pick<LoadedJobs, 'targetOf'> {
  readonly job: BackupJob;
}

function jobChoice({ job, targetOf }: FoundJob, now: Date): Choice<JobTarget> {
  const time = jobTime(job);
  return {
    label: visibleLine(jobTitle(job), 100) || l10n.t('Unnamed job'),
    description: [stateTitle(displayState(job)), time && agoText(time, now)].filter(Boolean).join(' · '),
    detail: visibleLine(job.StatusMessage ?? '', 200),
    value: targetOf(job),
  };
}

function latestFirst({ job: one }: FoundJob, { job: other }: FoundJob): number {
  return (jobTime(other)?.getTime() ?? 0) - (jobTime(one)?.getTime() ?? 0);
}

function issuesOfEntry({ issue }: KnownIssueEntry): AcceptedIssues {
  return new AcceptedIssues(issue === undefined ? [] : [issue]);
}

function* allJobs(loaded: Iterable<LoadedJobs>): Iterable<BackupJob> {
  for (const { jobs } of loaded) yield* jobs;
}

/** More cannot be scanned in a quick pick. */
const maxJobs = 200;

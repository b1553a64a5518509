import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import { attentionHours } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { dayDimension, stateDimension } from '../jobs/dimensions.js';
import { durationText, localTimeText, timeZoneName } from '../jobs/formats.js';
import { jobDuration } from '../jobs/jobFacts.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { knownIssueText } from '../jobs/knownIssueText.js';
import { jobStateText } from '../jobs/lastKnown.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine, visibleStart } from '../jobs/visibleText.js';
import { judgedText } from '../schedule/judgedText.js';
import { outcomeMeaning } from '../schedule/outcomeText.js';
import { attentionCounts, kindsText, sumOf } from './attentionCounts.js';
import { attentionEnd } from './attentionEnd.js';
import { unknownRegions } from './attentionRows.js';
import { countsOf } from './groupCounts.js';
import { fullTitle, maxTitleBesideBad } from './groupItem.js';
import { jobRowTitle } from './jobItem.js';
import { localAndUtcText } from './localAndUtcText.js';
import { missedTooltip } from './missedTooltip.js';
import {
  type AttentionResourceRow,
  type AttentionRow,
  type GroupRow,
  groupsOfRow,
  isAttentionResource,
  isOutcomeResource,
  type Row,
} from './rows.js';

/**
 * The tooltip of a row, as plain text: VS Code does not render a string as Markdown. Undefined if the row
 * shows everything.
 */
export function rowTooltip(row: Row, now: Date, known = noKnownIssues): string | undefined {
  switch (row.kind) {
    case 'job':
      return jobTooltip(row.job, now, known);
    case 'failure':
      return [
        row.failure.summary,
        row.regions && l10n.t('Regions: {regions}', { regions: row.regions.join(', ') }),
        row.failure.detail,
        requestLine(row.failure.requestId),
        l10n.t('Click the row: {action}', { action: remedyTitle(row.failure.remedy) }),
      ]
        .filter(Boolean)
        .map((line) => visibleStart(String(line), maxTextLength))
        .join('\n\n');
    case 'attention':
      return attentionTooltip(row, now);
    case 'group':
      if (isAttentionResource(row)) return resourceTooltip(row, now, known);
      return isOutcomeResource(row)
        ? jobTooltip(row.outcome.jobs[0] ?? row.outcome.latest, now, known)
        : groupTooltip(row, now, known);
    case 'missed':
      return [row.issue && knownIssueLine(row.issue), missedTooltip(row.finding)]
        .filter(Boolean)
        .join('\n\n');
    case 'chunk':
      return row.part.by === 'night'
        ? l10n.t(
            'A night is from noon to noon, in the time zone {zone}. It contains the jobs that were created in it.',
            {
              zone: timeZoneName(),
            },
          )
        : l10n.t('Times are in the time zone {zone}.', { zone: timeZoneName() });
    case 'outcome':
      return outcomeMeaning(row.outcome, row.hours);
    case 'hint':
      return l10n.t(
        'What became of the backups of a resource follows from all of its jobs and the schedules that they name.',
      );
    case 'loadMore':
      return undefined;
  }
}

function attentionTooltip(row: AttentionRow, now: Date): string {
  const end = attentionEnd(row, now);
  const unknown = unknownRegions(row);
  const { accepted } = attentionCounts(row, now);
  const lines = [
    l10n.t(
      'Resources with backup jobs that ended without a complete backup in the {hours} hours until {time}, when the jobs were loaded. On a Monday, these are 72 hours.',
      { hours: attentionHours(end), time: localTimeText(end, vscode.env.language) },
    ),
    l10n.t('Those of jobs that were created more than 7 days ago are included once these are loaded.'),
    scheduleLine(row),
    sumOf(accepted) > 0 &&
      l10n.t(
        'Known: {counts}. They are accepted as known issues, until the end date of each, and come last.',
        {
          counts: kindsText(accepted),
        },
      ),
    unknown.length > 0 &&
      l10n.t('These regions could not be read: {regions}.', { regions: unknown.join(', ') }),
  ];
  return lines.filter(Boolean).join('\n');
}

/** What is counted as missed, or why missed runs are not known. */
function scheduleLine(row: AttentionRow): string | undefined {
  const { schedule } = row;
  switch (schedule) {
    case 'computing':
      return undefined;
    case 'failed':
      return l10n.t('Missed runs are not known: an unexpected error occurred. Refresh tries again.');
    case 'filtered':
      return l10n.t('Missed runs are not known: the filter excludes some jobs of the resources.');
    case 'notLoaded':
      return l10n.t('Missed runs are not known until all jobs are loaded. Load All loads them.');
  }
  const { judged, series, unknownRegions } = schedule;
  return [
    [
      l10n.t(
        'Missed: runs of backup rules that made no job, known since a later run made one. Overdue: resources without a job since.',
      ),
      judgedText(judged, series, vscode.env.language),
    ].join(' '),
    unknownRegions.length > 0 &&
      l10n.t('Missed runs are not known in these regions: {regions}.', {
        regions: unknownRegions.join(', '),
      }),
  ]
    .filter(Boolean)
    .join('\n');
}

function resourceTooltip({ findings, item }: AttentionResourceRow, now: Date, known: AcceptedIssues): string {
  return [jobTooltip(item.jobs[0], now, known), ...findings.map(missedTooltip)].join('\n\n');
}

function groupTooltip(row: GroupRow, now: Date, known: AcceptedIssues): string | undefined {
  const { group, list } = row;
  const isWhole = list.isComplete || group.count.isExact;
  const isOfDay = groupsOfRow(row).some(
    ({ dimension, value }) => dimension.name === dayDimension.name && value !== undefined,
  );
  const title = fullTitle(row, now);
  const lines = [
    // The row may have no room for all of it.
    title.length > maxTitleBesideBad && title,
    isOfDay && l10n.t('This day is in the time zone {zone}.', { zone: timeZoneName() }),
    !isOfState(row) &&
      countsOf(row).bad.known > 0 &&
      l10n.t('“Failed” counts the jobs without a complete backup: failed, partial, expired or aborted.'),
    namesKnown(row, known) &&
      l10n.t('“Known” counts the jobs without a complete backup that are accepted as known issues.'),
    !isWhole && l10n.t('Not all jobs are loaded. A "+" marks a count that may be higher.'),
  ];
  return lines.filter(Boolean).join('\n') || undefined;
}

/** Whether the row of a group says how many are known, or failed or known. */
function namesKnown(row: GroupRow, known: AcceptedIssues): boolean {
  const { accepted } = countsOf(row, known);
  // The row of a state says nothing if that is not known.
  return isOfState(row) ? accepted !== undefined && accepted > 0 : accepted !== 0;
}

function isOfState(row: GroupRow): boolean {
  return groupsOfRow(row).some(({ dimension }) => dimension.name === stateDimension.name);
}

function jobTooltip(job: BackupJob, now: Date, known: AcceptedIssues): string {
  const issue = known.issueOf(job);
  const duration = jobDuration(job, now);
  const lines: (readonly [name: string, value: string | undefined])[] = [
    ['BackupJobId', job.BackupJobId],
    ['ResourceArn', job.ResourceArn],
    ['BackupVaultName', job.BackupVaultName],
    ['BackupPlanName', job.CreatedBy?.BackupPlanName],
    ['BackupType', job.BackupType],
    ['CreationDate', localAndUtcText(job.CreationDate)],
    // The duration counts from it.
    ['InitiationDate', localAndUtcText(job.InitiationDate)],
    ['CompletionDate', localAndUtcText(job.CompletionDate)],
    [l10n.t('Duration'), duration === undefined ? undefined : durationText(duration)],
    ['MessageCategory', job.MessageCategory],
  ];
  const facts = lines
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${visibleLine(value ?? '', 300)}`);
  const message = job.StatusMessage && visibleStart(job.StatusMessage, maxTextLength);
  const head = `${jobRowTitle(job)} · ${jobStateText(job, vscode.env.language)}`;
  return [head, issue && knownIssueLine(issue), message, facts.join('\n')].filter(Boolean).join('\n\n');
}

function knownIssueLine(issue: KnownIssue): string {
  return knownIssueText(issue, vscode.env.language);
}

function requestLine(requestId: string | undefined): string | undefined {
  return requestId && l10n.t('Request ID: {requestId}', { requestId });
}

/** The panel and the document show the whole text. */
const maxTextLength = 2000;

import * as l10n from '@vscode/l10n';
import { durationText } from '../../jobs/formats.js';
import { jobTime, timeIn } from '../../jobs/jobFacts.js';
import { stateOrder } from '../../jobs/jobStates.js';
import { knownCountText } from '../../jobs/knownIssueText.js';
import { messagePattern } from '../../jobs/messagePattern.js';
import { code, codeOrBlank, join, plain, type RichText } from '../../jobs/richText.js';
import { stateTitle } from '../../jobs/stateTitle.js';
import { backupObjective, longestInterval } from '../../schedule/goodBackupDue.js';
import { hasEnded } from '../../schedule/judgement.js';
import { longestGap } from '../../schedule/longestGap.js';
import { causeText } from '../causeText.js';
import { knownIssueLine } from '../knownIssueLine.js';
import { acceptedIn } from './acceptedIn.js';
import { passedDeletion } from './passedDeletion.js';
import type { ReportBlock, ReportFact } from './reportBlocks.js';
import type { ReportContent } from './reportContent.js';
import type { ReportFormat } from './reportFormat.js';
import type { NumberedJob, ReportedResource, StateCounts } from './reportTally.js';
import { type SeriesByKey, scheduleTexts, seriesOf } from './scheduleFacts.js';

/** What the report says of one resource. */
export function resourceBlock(
  resource: ReportedResource,
  content: ReportContent,
  series: SeriesByKey,
  format: ReportFormat,
): ReportBlock {
  const { accountId, arn, region, states, title, type } = resource;
  const facts: (ReportFact | undefined)[] = [
    fact(l10n.t('ARN'), arn === undefined ? plain(l10n.t('none')) : codeOrBlank(arn, 2100)),
    fact(
      l10n.t('Type and place'),
      join([type && code(type), accountId && code(accountId), code(region)], ', '),
    ),
    fact(
      l10n.t('Jobs'),
      plain([countsText(states, format), knownCount(resource, format)].filter(Boolean).join(' · ')),
    ),
    { name: l10n.t('Schedule'), values: scheduleTexts(resource, series, acceptedIn(content), format) },
    arn === undefined ? undefined : fact(l10n.t('Last good backup'), lastGoodText(resource, content, format)),
    arn === undefined ? undefined : gapFact(resource, content, series, format),
    ...failureFacts(resource, format),
    ...knownFacts(resource, format),
  ];
  return {
    kind: 'facts',
    title: arn === undefined ? plain(l10n.t('Jobs without a resource')) : codeOrBlank(title?.trim() || arn),
    facts: facts.filter((one) => one !== undefined),
  };
}

/** The number of jobs by state: `30 Completed, 1 Failed`. */
export function countsText(states: StateCounts, format: ReportFormat): string {
  return stateOrder
    .filter((state) => states.has(state))
    .map((state) => `${format.count(states.get(state) ?? 0)} ${reportedStateTitle(state)}`)
    .join(', ');
}

/** The title of a state in the report. */
export function reportedStateTitle(state: (typeof stateOrder)[number]): string {
  return state === 'any other' ? l10n.t('Other state') : stateTitle(state);
}

function lastGoodText(
  { hasUndated, lastGood, region }: ReportedResource,
  { regions, writtenAt }: ReportContent,
  format: ReportFormat,
): RichText {
  const isKnown = isKnownIn(region, regions) && !hasUndated;
  if (lastGood === undefined)
    return plain(
      isKnown
        ? l10n.t('none among the jobs of the last 30 days')
        : l10n.t('not known: there is none among the jobs of the report'),
    );
  const text = timeText(lastGood, format);
  const passed = passedDeletion(lastGood.job, writtenAt);
  return plain(
    [
      isKnown ? text : l10n.t('{time}, or later: not all jobs are known', { time: text }),
      passed && l10n.t('Its deletion date has passed: about {date}', { date: format.date(passed) }),
    ]
      .filter(Boolean)
      .join('. '),
  );
}

/** Whether all jobs of each resource of a region are known. */
function isKnownIn(name: string, regions: ReportContent['regions']): boolean {
  return regions.some(({ knowsResources, region }) => region === name && knowsResources);
}

/** The longest time between two good backups, beside what the schedule asks for. */
function gapFact(
  resource: ReportedResource,
  { regions }: ReportContent,
  series: SeriesByKey,
  format: ReportFormat,
): ReportFact {
  const name = l10n.t('Longest gap');
  const until = timeIn(regions.find(({ region }) => region === resource.region)?.readAt);
  const isKnown = isKnownIn(resource.region, regions) && !resource.hasUndated && !Number.isNaN(until);
  if (!isKnown) return fact(name, plain(l10n.t('not known')));
  const gap = longestGap(resource.good, resource.firstEnded, until);
  if (gap === undefined) return fact(name, plain(l10n.t('not known: no job has ended')));
  const names = {
    length: durationText(gap.ms),
    from: format.time(gap.from),
    to: gap.to === undefined ? l10n.t('the read') : format.time(gap.to),
  };
  const running = seriesOf(resource, series).filter(({ judgement }) => !hasEnded(judgement.verdict));
  const { doubtful, hasUnknown, schedules } = backupObjective(running, until) ?? {};
  const isCertain = doubtful?.length === 0 && !hasUnknown;
  const schedule = isCertain ? schedules?.[0] : undefined;
  // An earlier gap was one of another schedule, or of none.
  const objective = schedule && schedule.since <= gap.from && longestInterval(schedule.schedule);
  const texts = [
    gap.isAtLeast
      ? l10n.t('at least {length} without a good backup, from {from} to {to}', names)
      : gap.to === undefined
        ? l10n.t('{length} without a newer good backup, from {from} to {to}', names)
        : l10n.t('{length} between good backups, from {from} to {to}', names),
    objective && l10n.t('At most {length} by its schedule', { length: durationText(objective) }),
  ];
  return fact(name, plain(texts.filter(Boolean).join('. ')));
}

/** The jobs without a complete backup and those with issues, by their causes. */
function failureFacts({ notGood }: ReportedResource, format: ReportFormat): ReportFact[] {
  const open = notGood.filter(({ issue }) => issue === undefined);
  return causeFacts(l10n.t('Without a good backup'), open, format);
}

/** Those that are accepted as known issues, by their causes, with the reason and the end date of each. */
function knownFacts({ notGood }: ReportedResource, format: ReportFormat): ReportFact[] {
  const known = notGood.filter(({ issue }) => issue !== undefined);
  return causeFacts(l10n.t('Known issues'), known, format);
}

/** `2 known`; empty if nothing is. */
function knownCount({ notGood }: ReportedResource, { locale }: ReportFormat): string {
  const count = notGood.filter(({ issue }) => issue !== undefined).length;
  return count === 0 ? '' : knownCountText(count, locale);
}

function causeFacts(name: string, jobs: readonly NumberedJob[], format: ReportFormat): ReportFact[] {
  const causes = new Map<string, [NumberedJob, ...NumberedJob[]]>();
  for (const numbered of jobs) {
    const key = causeKey(numbered);
    const known = causes.get(key);
    if (known === undefined) causes.set(key, [numbered]);
    else known.push(numbered);
  }
  if (causes.size === 0) return [];
  const values = [...causes.values()].map((own) => {
    const times = plain(format.listed(own.map((one) => timeText(one, format))));
    const [{ issue, job }] = own;
    const text = join([causeText(job), times], ': ');
    return issue === undefined ? text : join([text, knownIssueLine(issue, format.locale)], '. ');
  });
  return [{ name, values }];
}

function causeKey({ issue, job: { MessageCategory, State, StatusMessage } }: NumberedJob): string {
  return JSON.stringify([State, MessageCategory, messagePattern(StatusMessage ?? ''), issue]);
}

/** When a job ended, else when it was created, and its number in the list of jobs. */
function timeText({ job, number }: NumberedJob, format: ReportFormat): string {
  const time = jobTime(job);
  const shown =
    Number.isNaN(timeIn(time)) || time === undefined ? l10n.t('time not known') : format.time(time);
  return l10n.t('{time} (job {number})', { time: shown, number });
}

function fact(name: string, value: RichText): ReportFact {
  return { name, values: [value] };
}

import * as l10n from '@vscode/l10n';
import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import type { BackupJob } from '../../jobs/backupJob.js';
import { startOfDay } from '../../jobs/dimensions.js';
import { jobsText, timeZoneName, utcTimeText } from '../../jobs/formats.js';
import { timeIn } from '../../jobs/jobFacts.js';
import { stateOrder } from '../../jobs/jobStates.js';
import { code, fill, join, plain, type RichText } from '../../jobs/richText.js';
import type { Slices } from '../../jobs/slices.js';
import { sortInSlices } from '../../jobs/sortInSlices.js';
import { unmadeRun } from '../../schedule/acceptedFindings.js';
import { stateText } from '../causeText.js';
import { acceptedIn } from './acceptedIn.js';
import { limitItems, readItems } from './completenessItems.js';
import { findingBlocks } from './findingBlocks.js';
import { htmlBlock, htmlFrame } from './htmlReport.js';
import { knownIssueBlocks } from './knownIssueBlocks.js';
import { markdownBlock } from './markdownReport.js';
import { passedDeletion } from './passedDeletion.js';
import type { ReportBlock, ReportFact } from './reportBlocks.js';
import type { JobsDigest, ReportContent } from './reportContent.js';
import { ReportFormat } from './reportFormat.js';
import { type ReportedResource, type ReportFigures, reportFigures } from './reportTally.js';
import { countsText, reportedStateTitle, resourceBlock } from './resourceBlock.js';
import { type SeriesByKey, seriesOf } from './scheduleFacts.js';
import { reportTitle, scopeBlocks } from './scopeBlocks.js';

/** The formats of a report. */
export type ReportFileType = 'html' | 'markdown';

/** The text of a report in pieces of some kilobytes. Works in slices of a few milliseconds. */
export async function* reportText(
  content: ReportContent,
  type: ReportFileType,
  locale: string,
  slices: Slices,
): AsyncGenerator<string, void, undefined> {
  const { end, start } = type === 'html' ? htmlFrame(reportTitle(), locale) : { start: '', end: '' };
  const write = type === 'html' ? htmlBlock : markdownBlock;
  let piece = start;
  for await (const block of reportBlocks(content, new ReportFormat(locale), slices)) {
    piece += write(block);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece + end;
}

async function* reportBlocks(
  content: ReportContent,
  format: ReportFormat,
  slices: Slices,
): AsyncGenerator<ReportBlock, void, undefined> {
  const figures = await reportFigures(content, slices);
  yield* scopeBlocks(content, figures, format);
  yield heading(l10n.t('Completeness'), 'completeness');
  yield { kind: 'list', items: readItems(content) };
  yield heading(l10n.t('What the report does not prove'), 'limits');
  yield { kind: 'list', items: limitItems(figures, content, format) };
  yield* resultBlocks(figures, content, format);
  const accepted = acceptedIn(content);
  if (content.jobs === 'filtered')
    for (const block of findingBlocks(content.schedule, accepted, format)) {
      yield block;
      await slices.pause();
    }
  yield* knownIssueBlocks(figures, content, format);
  yield* resourceBlocks(figures, content, format, slices);
  yield* jobBlocks(content, format, slices);
}

function* resultBlocks(
  { days, jobs, known, states }: ReportFigures,
  { regions }: ReportContent,
  format: ReportFormat,
): Generator<ReportBlock, void, undefined> {
  yield heading(l10n.t('Results'), 'results');
  const isExact = regions.every(({ isComplete }) => isComplete);
  const count = jobsText({ known: jobs, isExact }, format.locale);
  const text =
    jobs === 0 ? count : l10n.t('{count}: {results}', { count, results: countsText(states, format) });
  yield { kind: 'paragraph', text: plain(text) };
  if (jobs === 0) return;
  const knownCount = known.bad + known.withIssues;
  if (knownCount > 0) yield { kind: 'paragraph', text: plain(knownText(known, format)) };
  const shown = stateOrder.filter((state) => states.has(state));
  const rowOf = (title: string, own: ReportFigures['states'], ofKnown: number) => {
    const counts = shown.map((state) => own.get(state) ?? 0);
    const all = counts.reduce((sum, one) => sum + one, 0);
    return [title, ...[...counts, all, ...(knownCount > 0 ? [ofKnown] : [])].map((one) => format.count(one))];
  };
  yield {
    kind: 'table',
    table: {
      caption: l10n.t('Jobs by the day of their creation ({zone}) and by state', { zone: timeZoneName() }),
      columns: [
        l10n.t('Day'),
        ...shown.map(reportedStateTitle),
        l10n.t('Jobs'),
        ...(knownCount > 0 ? [l10n.t('Known issues')] : []),
      ],
      rows: days.map(({ day, known: ofDay, states: own }) =>
        rowOf(day === undefined ? l10n.t('No creation date') : format.day(startOfDay(day)), own, ofDay),
      ),
      total: rowOf(l10n.t('All days'), states, knownCount),
    },
  };
}

function knownText({ bad, withIssues }: ReportFigures['known'], format: ReportFormat): string {
  return l10n.t(
    'Known issues among the jobs without a complete backup: {bad}, among those completed with issues: {issues}.',
    { bad: format.count(bad), issues: format.count(withIssues) },
  );
}

async function* resourceBlocks(
  { resources }: ReportFigures,
  content: ReportContent,
  format: ReportFormat,
  slices: Slices,
): AsyncGenerator<ReportBlock, void, undefined> {
  yield heading(l10n.t('Resources'), 'resources');
  if (resources.length === 0) {
    yield { kind: 'paragraph', text: plain(l10n.t('No job is in the report.')) };
    return;
  }
  yield {
    kind: 'paragraph',
    text: plain(
      l10n.t('Resources that need attention come first. “Job 12” is number 12 in the list of jobs below.'),
    ),
  };
  const series: SeriesByKey =
    content.schedule && new Map(content.schedule.series.map((one) => [one.series.key, one]));
  const ordered = await sortInSlices(
    resources.map((resource) => ranked(resource, series, acceptedIn(content))),
    byRank,
    slices,
  );
  for (const { resource } of ordered) {
    yield resourceBlock(resource, content, series, format);
    // A resource may have hundreds of failures.
    await slices.pause();
  }
}

interface RankedResource {
  readonly resource: ReportedResource;
  /** Smaller is earlier. */
  readonly rank: number;
  readonly name: string;
}

/** Resources with nothing but known issues come after those that need attention. */
function ranked(resource: ReportedResource, series: SeriesByKey, accepted: AcceptedIssues): RankedResource {
  const { arn, lastGood, notGood, title } = resource;
  const unmade = seriesOf(resource, series).filter(
    ({ judgement: { missed, verdict } }) => missed.length > 0 || verdict === 'overdue',
  );
  const issues = [
    ...notGood.map(({ issue }) => issue),
    ...unmade.map((one) => accepted.issueOfRun(unmadeRun(one))),
  ];
  const needsAttention = issues.includes(undefined) || (lastGood === undefined && issues.length === 0);
  const rank = arn === undefined ? 3 : needsAttention ? 0 : issues.length > 0 ? 1 : 2;
  return { resource, rank, name: title ?? arn ?? '' };
}

function byRank(one: RankedResource, other: RankedResource): number {
  if (one.rank !== other.rank) return one.rank - other.rank;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

async function* jobBlocks(
  content: ReportContent,
  format: ReportFormat,
  slices: Slices,
): AsyncGenerator<ReportBlock, void, undefined> {
  const { digest, regions, writtenAt } = content;
  const accepted = acceptedIn(content);
  yield heading(l10n.t('Jobs'), 'jobs');
  yield {
    kind: 'paragraph',
    text: plain(
      l10n.t(
        'Every job of the report, in the order of the NDJSON: region by region, the latest creation first. Times are in UTC.',
      ),
    ),
  };
  yield { kind: 'facts', facts: digestFacts(digest, format) };
  let first = 1;
  let items: RichText[] = [];
  for (const { jobs } of regions)
    for (const job of jobs) {
      items.push(jobText(job, accepted.issueOf(job) !== undefined, writtenAt, format));
      const pause = slices.next();
      if (pause !== undefined) await pause;
      if (items.length < jobsPerBlock) continue;
      yield { kind: 'numbered', first, items };
      first += items.length;
      items = [];
    }
  if (items.length > 0) yield { kind: 'numbered', first, items };
}

function digestFacts({ bytes, file, sha256 }: JobsDigest, format: ReportFormat): ReportFact[] {
  return [
    { name: l10n.t('SHA-256 of the NDJSON'), values: [code(sha256)] },
    {
      name: l10n.t('NDJSON'),
      values: [
        file === undefined
          ? plain(l10n.t('not saved with the report; {bytes} bytes', { bytes: format.count(bytes) }))
          : fill(l10n.t('{file}, {bytes} bytes'), { file: code(file), bytes: plain(format.count(bytes)) }),
      ],
    },
  ];
}

function jobText(job: BackupJob, isKnown: boolean, now: Date, format: ReportFormat): RichText {
  const { BackupJobId, CreationDate } = job;
  const id = code(BackupJobId ?? '');
  const isDated = CreationDate !== undefined && !Number.isNaN(timeIn(CreationDate));
  const passed = passedDeletion(job, now);
  return join(
    [
      id.text === '' ? l10n.t('no ID') : id,
      isDated ? utcTimeText(CreationDate) : l10n.t('time not known'),
      stateText(job),
      isKnown && l10n.t('known issue'),
      passed && l10n.t('deletion date has passed: about {date}', { date: format.date(passed) }),
    ],
    ', ',
  );
}

function heading(text: string, anchor: string): ReportBlock {
  return { kind: 'heading', text: plain(text), anchor };
}

const jobsPerBlock = 100;
/** In characters: long enough for few writes. */
const pieceLength = 64 * 1024;

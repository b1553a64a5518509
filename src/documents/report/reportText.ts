import * as l10n from '@vscode/l10n';
import type { BackupJob } from '../../jobs/backupJob.js';
import { startOfDay } from '../../jobs/dimensions.js';
import { jobsText, timeZoneName, utcTimeText } from '../../jobs/formats.js';
import { timeIn } from '../../jobs/jobFacts.js';
import { stateOrder } from '../../jobs/jobStates.js';
import { code, fill, join, plain, type RichText } from '../../jobs/richText.js';
import type { Slices } from '../../jobs/slices.js';
import { sortInSlices } from '../../jobs/sortInSlices.js';
import { stateText } from '../causeText.js';
import { limitItems, readItems } from './completenessItems.js';
import { findingBlocks } from './findingBlocks.js';
import { htmlBlock, htmlFrame } from './htmlReport.js';
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
  if (content.jobs === 'filtered')
    for (const block of findingBlocks(content.schedule, format)) {
      yield block;
      await slices.pause();
    }
  yield* resourceBlocks(figures, content, format, slices);
  yield* jobBlocks(content, format, slices);
}

function* resultBlocks(
  { days, jobs, states }: ReportFigures,
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
  const shown = stateOrder.filter((state) => states.has(state));
  const rowOf = (title: string, own: ReportFigures['states']) => {
    const counts = shown.map((state) => own.get(state) ?? 0);
    return [title, ...[...counts, counts.reduce((sum, one) => sum + one, 0)].map((one) => format.count(one))];
  };
  yield {
    kind: 'table',
    table: {
      caption: l10n.t('Jobs by the day of their creation ({zone}) and by state', { zone: timeZoneName() }),
      columns: [l10n.t('Day'), ...shown.map(reportedStateTitle), l10n.t('Jobs')],
      rows: days.map(({ day, states: own }) =>
        rowOf(day === undefined ? l10n.t('No creation date') : format.day(startOfDay(day)), own),
      ),
      total: rowOf(l10n.t('All days'), states),
    },
  };
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
    resources.map((resource) => ranked(resource, series)),
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

function ranked(resource: ReportedResource, series: SeriesByKey): RankedResource {
  const { arn, lastGood, notGood, title } = resource;
  const isUnmade = seriesOf(resource, series).some(
    ({ judgement: { missed, verdict } }) => missed.length > 0 || verdict === 'overdue',
  );
  const needsAttention = lastGood === undefined || notGood.length > 0 || isUnmade;
  return { resource, rank: arn === undefined ? 2 : needsAttention ? 0 : 1, name: title ?? arn ?? '' };
}

function byRank(one: RankedResource, other: RankedResource): number {
  if (one.rank !== other.rank) return one.rank - other.rank;
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

async function* jobBlocks(
  { digest, regions, writtenAt }: ReportContent,
  format: ReportFormat,
  slices: Slices,
): AsyncGenerator<ReportBlock, void, undefined> {
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
      items.push(jobText(job, writtenAt, format));
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

function jobText(job: BackupJob, now: Date, format: ReportFormat): RichText {
  const { BackupJobId, CreationDate } = job;
  const id = code(BackupJobId ?? '');
  const isDated = CreationDate !== undefined && !Number.isNaN(timeIn(CreationDate));
  const passed = passedDeletion(job, now);
  return join(
    [
      id.text === '' ? l10n.t('no ID') : id,
      isDated ? utcTimeText(CreationDate) : l10n.t('time not known'),
      stateText(job),
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

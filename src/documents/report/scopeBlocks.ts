import * as l10n from '@vscode/l10n';
import { localTimeText, timeZoneName, utcTimeText } from '../../jobs/formats.js';
import { timeIn } from '../../jobs/jobFacts.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import { code, codeAtStart, fill, plain, type RichText } from '../../jobs/richText.js';
import type { ReportBlock, ReportFact } from './reportBlocks.js';
import type { ReportContent, ReportRegion } from './reportContent.js';
import type { ReportFormat } from './reportFormat.js';
import type { ReportFigures } from './reportTally.js';

/** The title of a report. */
export function reportTitle(): string {
  return l10n.t('AWS Backup report');
}

/** The account, the regions, the filter and the period of the report, and when the jobs were read. */
export function scopeBlocks(
  content: ReportContent,
  figures: ReportFigures,
  format: ReportFormat,
): ReportBlock[] {
  const { connection, filter, identity, jobs, regions, writtenAt } = content;
  const isPartial = regions.some(({ isComplete }) => !isComplete);
  return [
    { kind: 'title', text: plain(reportTitle()) },
    ...warnings(isPartial, identity),
    {
      kind: 'facts',
      facts: [
        fact(l10n.t('Connection'), codeAtStart(connection)),
        fact(l10n.t('Account'), accountText(content)),
        fact(l10n.t('Signed in as'), identityText(content)),
        { name: l10n.t('Regions'), values: regions.map(({ region }) => code(region)) },
        fact(l10n.t('Jobs'), scopeText(filter, jobs)),
        { name: l10n.t('Period'), values: periodTexts(content, figures, format).map((text) => plain(text)) },
        { name: l10n.t('Read'), values: regions.map((region) => readText(region, format)) },
        fact(
          l10n.t('Written'),
          plain(`${localTimeText(writtenAt, format.locale)} (${utcTimeText(writtenAt)})`),
        ),
        fact(l10n.t('Times'), plain(zoneText())),
      ],
    },
  ];
}

function warnings(isPartial: boolean, identity: ReportContent['identity']): ReportBlock[] {
  const texts = [
    'unknown' in identity && identity.unknown === 'sample'
      ? l10n.t('These are generated jobs of the built-in sample account. They prove nothing.')
      : undefined,
    isPartial
      ? l10n.t('This report is partial: not all jobs were read. Each count is a minimum.')
      : undefined,
  ];
  return texts
    .filter((text) => text !== undefined)
    .map((text) => ({ kind: 'paragraph', text: plain(text), isWarning: true }));
}

function accountText({ account }: ReportContent): RichText {
  return account === undefined ? plain(l10n.t('not known')) : code(account);
}

function identityText({ identity }: ReportContent): RichText {
  if (!('unknown' in identity)) return code(identity.arn ?? identity.account);
  switch (identity.unknown) {
    case 'notAnswered':
      return plain(l10n.t('not known: AWS STS has not named the identity'));
    case 'sample':
      return plain(l10n.t('not known: the sample account has no identity'));
  }
}

function scopeText(filter: string, jobs: ReportContent['jobs']): RichText {
  const names = { filter: code(filter, 2000) };
  switch (jobs) {
    case 'selected':
      return plain(l10n.t('those that were selected by hand'));
    case 'filtered':
      return filter === ''
        ? plain(l10n.t('all that AWS Backup lists, without a filter'))
        : fill(l10n.t('those of the filter {filter}'), names);
  }
}

function zoneText(): string {
  const zone = timeZoneName();
  return zone === 'UTC'
    ? l10n.t('in UTC')
    : l10n.t('in the time zone {zone}, unless marked as UTC', { zone });
}

/** The time that the report covers, and the times of its jobs. */
function periodTexts(
  { includesAllJobs, jobs, regions }: ReportContent,
  { created }: ReportFigures,
  format: ReportFormat,
): string[] {
  const times = regions.map(({ isComplete, readAt }) => (isComplete ? timeIn(readAt) : Number.NaN));
  const isCovered = jobs === 'filtered' && times.length > 0 && !times.some(Number.isNaN);
  const covered = isCovered && {
    first: format.time(Math.max(...times) - listedMs),
    last: format.time(Math.min(...times)),
  };
  return [
    ...(covered
      ? [
          includesAllJobs
            ? l10n.t('covered: {first} to {last}', covered)
            : l10n.t('covered: {first} to {last}, as far as the filter includes it', covered),
        ]
      : []),
    created === undefined
      ? l10n.t('no job has a creation date')
      : l10n.t('jobs created from {first} to {last}', {
          first: format.time(created.first),
          last: format.time(created.last),
        }),
  ];
}

function readText({ readAt, region }: ReportRegion, format: ReportFormat): RichText {
  const time = readAt === undefined ? l10n.t('nothing was read') : localTimeText(readAt, format.locale);
  return fill('{region}: {time}', { region: code(region), time: plain(time) });
}

function fact(name: string, value: RichText): ReportFact {
  return { name, values: [value] };
}

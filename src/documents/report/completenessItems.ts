import * as l10n from '@vscode/l10n';
import { code, fill, join, plain, type RichText } from '../../jobs/richText.js';
import type { ReportContent, ReportRegion } from './reportContent.js';
import type { ReportFormat } from './reportFormat.js';
import type { ReportFigures } from './reportTally.js';

/** What was read to the end, and what was not. */
export function readItems(content: ReportContent): RichText[] {
  const { includesAllJobs, jobs, regions } = content;
  if (jobs === 'selected')
    return [
      plain(l10n.t('The report has only the jobs that were selected by hand. It says nothing about others.')),
    ];
  return [
    ...regions.map((region) => regionText(region)),
    plain(
      includesAllJobs
        ? l10n.t('The filter leaves out no job of the account in these regions.')
        : l10n.t('The filter leaves out jobs. The report says nothing about them.'),
    ),
    ...resourceItems(regions),
    plain(l10n.t('Other accounts and other regions are not part of the report.')),
  ];
}

/** Where all jobs of each resource are known. */
function resourceItems(regions: readonly ReportRegion[]): RichText[] {
  const [known, unknown] = [true, false].map((isKnown) =>
    regions.filter(({ knowsResources }) => knowsResources === isKnown).map(({ region }) => code(region)),
  ) as [RichText[], RichText[]];
  if (unknown.length === 0)
    return [
      plain(l10n.t('All jobs of each resource are known that AWS Backup listed at the time of the read.')),
    ];
  if (known.length === 0)
    return [
      plain(
        l10n.t(
          'Not all jobs of each resource are known. So the last good backup may be a later one, and missed runs are not known.',
        ),
      ),
    ];
  return [
    fill(
      l10n.t(
        '{regions}: all jobs of each resource are known that AWS Backup listed at the time of the read.',
      ),
      {
        regions: join(known, ', '),
      },
    ),
    fill(
      l10n.t(
        '{regions}: not all jobs of each resource are known. So the last good backup may be a later one, and missed runs are not known there.',
      ),
      { regions: join(unknown, ', ') },
    ),
  ];
}

function regionText({ failure, isComplete, jobs, readAt, region }: ReportRegion): RichText {
  const names = { region: code(region), count: plain(String(jobs.length)), reason: code(failure ?? '') };
  if (isComplete && readAt !== undefined)
    return fill(l10n.t('{region}: the jobs of the filter were read to the end.'), names);
  if (failure !== undefined)
    return fill(l10n.t('{region}: not all jobs were read, because of an error: {reason}'), names);
  return jobs.length === 0
    ? fill(l10n.t('{region}: no job was read.'), names)
    : fill(l10n.t('{region}: not all jobs were read. AWS Backup has more pages.'), names);
}

/** What AWS Backup cannot tell, and what a job does not prove. */
export function limitItems(
  figures: ReportFigures,
  { jobs, keepsHistory }: ReportContent,
  format: ReportFormat,
): RichText[] {
  const { known, open, passedDeletions } = figures;
  const counts = { open: format.count(open), passed: format.count(passedDeletions) };
  return [
    l10n.t(
      'A completed job does not prove that its recovery point still exists, that it was copied, or that it can be restored.',
    ),
    passedDeletions === 0
      ? l10n.t('No job of the report has a deletion date that has passed, as far as the jobs name one.')
      : passedDeletions === 1
        ? l10n.t('1 job has a deletion date that has passed. It is marked below.')
        : l10n.t('{passed} jobs have a deletion date that has passed. They are marked below.', counts),
    ...(open === 0
      ? []
      : [
          open === 1
            ? l10n.t('1 job had not ended when it was read. Its result is not known.')
            : l10n.t('{open} jobs had not ended when they were read. Their results are not known.', counts),
        ]),
    ...(known.withIssues === 0
      ? []
      : [
          l10n.t(
            'Some jobs completed with issues that somebody has accepted in the settings. They count as good backups: {count}.',
            { count: format.count(known.withIssues) },
          ),
        ]),
    l10n.t('AWS Backup lists the jobs of the last 30 days. Older ones are not in the report.'),
    ...(keepsHistory
      ? [
          l10n.t(
            'This machine keeps older jobs of this connection. They are not in the report: an export of all jobs has them.',
          ),
        ]
      : []),
    ...(jobs === 'selected'
      ? []
      : [
          l10n.t(
            'A resource that was never backed up in this time is in no list of jobs, nor in this report.',
          ),
          l10n.t(
            'A run that made no job leaves no trace in AWS Backup. Missed runs follow from the schedules that other jobs of the same rule name.',
          ),
          l10n.t(
            'A rule with fewer than three runs in 30 days, such as a monthly one, is not judged: its missed runs are not known.',
          ),
        ]),
  ].map((text) => plain(text));
}

import * as l10n from '@vscode/l10n';
import type { KnownIssue } from '../../jobs/knownIssue.js';
import { conditionsText } from '../../jobs/knownIssueText.js';
import { code, fill, join, plain, type RichText } from '../../jobs/richText.js';
import { splitFindings } from '../../schedule/acceptedFindings.js';
import { runsIn } from '../../schedule/findingCounts.js';
import { knownIssueLine } from '../knownIssueLine.js';
import { acceptedIn } from './acceptedIn.js';
import type { ReportBlock } from './reportBlocks.js';
import type { ReportContent } from './reportContent.js';
import type { ReportFormat } from './reportFormat.js';
import type { AcceptedCounts, ReportFigures } from './reportTally.js';

/** The known issues of the settings, and what each accepts in the report. Nothing if there are none. */
export function* knownIssueBlocks(
  { issues }: ReportFigures,
  content: ReportContent,
  format: ReportFormat,
): Generator<ReportBlock, void, undefined> {
  const entries = content.knownIssues ?? [];
  if (entries.length === 0) return;
  yield { kind: 'heading', text: plain(l10n.t('Known issues')), anchor: 'known' };
  yield {
    kind: 'paragraph',
    text: plain(
      l10n.t(
        'Somebody has accepted these in the settings, with a reason, until the end of a day in UTC. They are counted apart. A job that completed with a known issue counts as a good backup; a failure never does.',
      ),
    ),
  };
  const runs = new Map<KnownIssue, number>();
  for (const { finding, issue } of splitFindings(content.schedule?.findings ?? [], acceptedIn(content))
    .accepted)
    runs.set(issue, (runs.get(issue) ?? 0) + runsIn(finding));
  const items = entries.flatMap(({ isPast, issue }) =>
    issue === undefined
      ? []
      : issueItem(issue, isPast, { ...issues.get(issue), runs: runs.get(issue) }, format),
  );
  if (items.length > 0) yield { kind: 'list', items };
  const invalid = entries.length - items.length;
  if (invalid > 0)
    yield {
      kind: 'paragraph',
      text: plain(
        l10n.t('Entries of the setting that are not valid, and accept nothing: {count}.', {
          count: format.count(invalid),
        }),
      ),
    };
}

function issueItem(
  issue: KnownIssue,
  isPast: boolean,
  { jobs = 0, resources = 0, runs = 0 }: Partial<AcceptedCounts> & { readonly runs?: number | undefined },
  format: ReportFormat,
): RichText {
  const counts = { jobs: format.count(jobs), resources: format.count(resources), runs: format.count(runs) };
  const accepted = isPast
    ? l10n.t('It has ended, and accepts nothing.')
    : jobs + runs === 0
      ? l10n.t('It accepts nothing in this report.')
      : [
          jobs > 0 && l10n.t('Jobs: {jobs}, resources: {resources}.', counts),
          runs > 0 && l10n.t('Runs that made no job: {runs}.', counts),
        ]
          .filter(Boolean)
          .join(' ');
  return join(
    [
      knownIssueLine(issue, format.locale),
      fill(l10n.t('It accepts: {conditions}'), { conditions: code(conditionsText(issue), 1200) }),
      accepted,
    ],
    '. ',
  );
}

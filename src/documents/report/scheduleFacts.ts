import * as l10n from '@vscode/l10n';
import type { AcceptedIssues } from '../../jobs/acceptedIssues.js';
import { codeOrBlank, fill, join, plain, type RichText } from '../../jobs/richText.js';
import { unmadeRun } from '../../schedule/acceptedFindings.js';
import { cronWords } from '../../schedule/cronWords.js';
import type { JudgedSeries } from '../../schedule/foldFindings.js';
import { keyOf, namesOf, type RuleVersion } from '../../schedule/ruleVersion.js';
import type { RunStarts } from '../../schedule/runStarts.js';
import { verdictText } from '../../schedule/verdictText.js';
import { knownIssueLine } from '../knownIssueLine.js';
import { harmless, type ReportFormat } from './reportFormat.js';
import type { ReportedResource } from './reportTally.js';

/** The judged series by their keys; undefined if missed runs are not known. */
export type SeriesByKey = ReadonlyMap<string, JudgedSeries> | undefined;

/** The judged series of a resource. */
export function seriesOf(
  { accountId, arn, region, rules }: ReportedResource,
  series: SeriesByKey,
): readonly JudgedSeries[] {
  if (arn === undefined) return [];
  return rules.flatMap(({ ruleKey }) => series?.get(keyOf([region, accountId, ruleKey, arn])) ?? []);
}

/** The rules that back up a resource: when they run, and which of their runs made no job. */
export function scheduleTexts(
  { accountId, arn, region, rules }: ReportedResource,
  series: SeriesByKey,
  accepted: AcceptedIssues,
  format: ReportFormat,
): RichText[] {
  if (rules.length === 0) return [plain(l10n.t('none: no rule made a job of the report'))];
  return rules.map((rule) => {
    const judged = arn === undefined ? undefined : series?.get(keyOf([region, accountId, rule.ruleKey, arn]));
    const isUnmade =
      judged !== undefined && judged.judgement.missed.length + judged.judgement.silent.length > 0;
    const issue = isUnmade ? accepted.issueOfRun(unmadeRun(judged)) : undefined;
    return join(
      [ruleText(rule, format), judgedText(judged, format), issue && knownIssueLine(issue, format.locale)],
      '. ',
    );
  });
}

function ruleText({ creator }: RuleVersion, { locale }: ReportFormat): RichText {
  const { plan, rule } = namesOf(creator);
  const { BackupRuleCron: cron, BackupRuleTimezone: zone } = creator;
  return join(
    [
      join([plan && codeOrBlank(plan), rule && codeOrBlank(rule)], ' · '),
      cron
        ? fill(l10n.t('{schedule} ({zone})'), {
            schedule: harmless(cronWords(cron, locale)),
            zone: codeOrBlank(zone || 'UTC'),
          })
        : plain(l10n.t('the jobs name no schedule')),
    ],
    ': ',
  );
}

function judgedText(judged: JudgedSeries | undefined, format: ReportFormat): RichText {
  if (judged === undefined) return plain(l10n.t('Missed runs: not known'));
  const { missed, silent, verdict } = judged.judgement;
  const times = (runs: readonly number[]) => format.listed(runs.map((run) => format.time(run)));
  return join(
    [
      missed.length > 0 && plain(l10n.t('Missed runs: {times}', { times: times(missed) })),
      verdict === 'overdue'
        ? plain(l10n.t('Overdue: no job for {times}, for an unknown reason', { times: times(silent) }))
        : verdict === 'onSchedule'
          ? missed.length === 0 && plain(l10n.t('No run is known to be missed'))
          : plain(verdictText(verdict)),
      ...startTexts(judged.judgement.starts, format),
    ],
    '. ',
  );
}

/** The runs that started late in their start window, and those that started during an earlier one. */
function startTexts({ judged, late, overlapping, worst }: RunStarts, format: ReportFormat): RichText[] {
  const times = (runs: readonly number[]) => format.listed(runs.map((run) => format.time(run)));
  const texts = [
    late.length > 0 &&
      l10n.t(
        'Late starts, after more than half of the start window: {late} of {judged}, up to {percent} %: {times}',
        {
          late: format.count(late.length),
          judged: format.count(judged),
          percent: format.count(Math.floor(worst * 100)),
          times: times(late),
        },
      ),
    overlapping.length > 0 &&
      l10n.t('Started while an earlier run was still running: {times}', { times: times(overlapping) }),
  ];
  return texts.filter((text) => text !== false).map((text) => plain(text));
}

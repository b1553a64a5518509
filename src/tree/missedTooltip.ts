import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { visibleLine } from '../jobs/visibleText.js';
import { cronWords } from '../schedule/cronWords.js';
import { resourcesIn } from '../schedule/findingCounts.js';
import { checkText } from '../schedule/findingText.js';
import type { Finding } from '../schedule/foldFindings.js';
import { namesOf } from '../schedule/ruleVersion.js';
import { localAndUtcText } from './localAndUtcText.js';
import { findingTitle, latestJob } from './missedItem.js';

/** The tooltip of runs that made no job, as plain text: the expected times, the rule, and what to check. */
export function missedTooltip(finding: Finding): string {
  const { kind, scope, series } = finding;
  const creator = series[0]?.of.judgement.latest?.rule.creator;
  const { plan, rule } = namesOf(creator);
  const hasOneRule = scope.kind === 'resource' || scope.kind === 'rule';
  const hasOnePlan = hasOneRule || scope.kind === 'plan';
  const title =
    kind === 'missed'
      ? l10n.t('{name} · missed: no job, but there are jobs before and after', {
          name: findingTitle(finding),
        })
      : l10n.t('{name} · overdue: no job since, for a reason that is not known', {
          name: findingTitle(finding),
        });
  const facts: readonly (readonly [name: string, value: string | undefined])[] = [
    [l10n.t('Expected'), timesText(finding)],
    [l10n.t('Plan'), hasOnePlan ? plan : undefined],
    [l10n.t('Rule'), hasOneRule ? rule : undefined],
    [l10n.t('Schedule'), hasOneRule ? scheduleText(creator?.BackupRuleCron) : undefined],
    [l10n.t('Time zone'), hasOneRule ? creator?.BackupRuleTimezone : undefined],
    [l10n.t('Resources'), scope.kind === 'resource' ? undefined : String(resourcesIn([finding]))],
    ['ResourceArn', scope.kind === 'resource' ? series[0]?.of.series.resourceArn : undefined],
    [l10n.t('What to check'), checkText(finding)],
  ];
  const lines = facts.flatMap(([name, value]) => (value ? [`${name}: ${visibleLine(value, 300)}`] : []));
  const click =
    latestJob(finding)?.BackupJobId !== undefined && l10n.t('Click the row to open the latest job.');
  return [title, lines.join('\n'), click].filter(Boolean).join('\n\n');
}

function scheduleText(cron: string | undefined): string | undefined {
  return cron && cronWords(cron, vscode.env.language);
}

/** The first and the last of the runs, with their number if there are more. */
function timesText({ series }: Finding): string {
  const times = [...new Set(series.flatMap((one) => one.times))].sort((one, other) => one - other);
  const text = (time: number | undefined) => localAndUtcText(time === undefined ? undefined : new Date(time));
  const [first, last] = [text(times[0]) ?? '', text(times.at(-1)) ?? ''];
  if (times.length < 2) return first;
  return l10n.t('{first} to {last}, {count} runs', { first, last, count: times.length });
}

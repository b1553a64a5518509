import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { countText, pastTimeText } from '../jobs/formats.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import { referenceIn } from '../jobs/jobReader.js';
import { visibleLine } from '../jobs/visibleText.js';
import { firstRun, latestRun, resourcesIn, runsIn } from '../schedule/findingCounts.js';
import { scopeTitle } from '../schedule/findingText.js';
import type { Finding } from '../schedule/foldFindings.js';
import { namesOf } from '../schedule/ruleVersion.js';
import { acceptedFact } from './acceptedFact.js';
import type { MissedRow } from './rows.js';
import { rowText } from './rowText.js';

/**
 * The row of runs that made no job: `orders-db   missed run of Tue 5:00 AM · EBS`, `prod-daily   no job since
 * Tue 5:00 AM · 41 resources`, with its resources below it. A click opens the latest job.
 */
export function missedItem(row: MissedRow, now: Date): vscode.TreeItem {
  const { finding, id, issue, region, session } = row;
  const title = findingTitle(finding);
  const parts = [issue && acceptedFact(issue), ...findingParts(row, now), region].filter(
    (part) => part !== undefined && part !== '',
  );
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(title, finding.scope.kind === 'resource' ? None : Collapsed);
  item.id = id;
  item.description = rowText(parts);
  item.iconPath = missedIcon(finding, issue !== undefined);
  item.contextValue = 'missed';
  const reference = referenceIn(session, latestJob(finding)?.BackupJobId);
  if (reference !== undefined)
    item.command = {
      command: 'backupJobs.openDetail',
      title: l10n.t('Open Backup Job'),
      arguments: [reference],
    };
  item.accessibilityInformation = { label: [title, ...parts].join(', ') };
  return item;
}

/** `missed run of Tue 5:00 AM`, `3 missed runs since 5:00 AM`, `overdue since Tue 5:00 AM`. */
export function findingText(finding: Finding, now: Date): string {
  const since = runTimeText(firstRun(finding), now);
  if (finding.kind === 'overdue') return l10n.t('overdue since {time}', { time: since });
  const count = runsIn(finding);
  return count === 1
    ? l10n.t('missed run of {time}', { time: since })
    : l10n.t('{count} missed runs since {time}', { count, time: since });
}

/** The name of what made no job: the resource, or the rule, plan, vault, region or account. */
export function findingTitle({ scope, series: [first] }: Finding): string {
  const latest = first?.of.judgement.latest;
  if (scope.kind === 'resource')
    return visibleLine((latest && resourceTitle(latest.job)) || scope.name, 100) || l10n.t('(blank)');
  const name = visibleLine(scope.name, 100) || l10n.t('(blank)');
  if (scope.kind === 'plan') return name;
  if (scope.kind !== 'rule') return `${scopeTitle(scope.kind)} ${name}`;
  const { plan } = namesOf(latest?.rule.creator);
  return plan ? rowText([visibleLine(plan, 100), name]) : name;
}

/** The job of a finding's resources that was created last. */
export function latestJob({ series }: Finding): BackupJob | undefined {
  let latest: Finding['series'][number]['of']['judgement']['latest'];
  for (const { of } of series) {
    const own = of.judgement.latest;
    if (own !== undefined && (latest === undefined || own.created > latest.created)) latest = own;
  }
  return latest?.job;
}

function findingParts({ finding, isFiltered }: MissedRow, now: Date): (string | undefined)[] {
  if (finding.scope.kind === 'resource') {
    const type = latestJob(finding)?.ResourceType;
    return [findingText(finding, now), type && visibleLine(type, 40)];
  }
  const resources = resourcesIn([finding]);
  const count =
    resources === 1
      ? l10n.t('1 resource')
      : l10n.t('{count} resources', {
          count: countText({ known: resources, isExact: true }, vscode.env.language),
        });
  const since = runTimeText(firstRun(finding), now);
  if (finding.kind === 'overdue')
    return isFiltered || !['rule', 'plan'].includes(finding.scope.kind)
      ? [findingText(finding, now), count]
      : [l10n.t('no job since {time}', { time: since }), count];
  const isOneTime = firstRun(finding) === latestRun(finding);
  return [
    isOneTime
      ? l10n.t('missed run of {time}', { time: since })
      : l10n.t('missed runs since {time}', { time: since }),
    count,
  ];
}

function runTimeText(time: number, now: Date): string {
  return pastTimeText(new Date(time), now, vscode.env.language);
}

/** A dashed circle, because there is no job. */
function missedIcon({ kind }: Finding, isAccepted: boolean): vscode.ThemeIcon {
  const [name, tone] =
    kind === 'missed' ? (['issue-draft', 'bad'] as const) : (['history', 'warning'] as const);
  return new vscode.ThemeIcon(name, new vscode.ThemeColor(toneColors[isAccepted ? 'calm' : tone]));
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stateLook, toneColors } from '../editor/stateLook.js';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import { endTime } from '../jobs/attention.js';
import { countText, pastTimeText } from '../jobs/formats.js';
import { completedWithIssues, displayState } from '../jobs/jobStates.js';
import { knownCountText } from '../jobs/knownIssueText.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { resourcesIn, runsIn } from '../schedule/findingCounts.js';
import type { Finding } from '../schedule/foldFindings.js';
import type { ListedOutcome } from '../schedule/listsSchedule.js';
import { outcomeTitle, unknownText } from '../schedule/outcomeText.js';
import type { ResourceOutcomeName } from '../schedule/resourceOutcome.js';
import { acceptedFact } from './acceptedFact.js';
import { shortReason } from './jobItem.js';
import { isUnmade, splitOutcome } from './outcomeRows.js';
import { resourceItem } from './resourceItem.js';
import type { HintRow, OutcomeResourceRow, OutcomeRow } from './rows.js';
import { rowText } from './rowText.js';

/** The row of an outcome: the number of its resources, or of missed runs: `Good   31`, `Missed   1 run`. */
export function outcomeItem(row: OutcomeRow): vscode.TreeItem {
  const { id, outcome } = row;
  const { accepted, findings, open } = splitOutcome(row);
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const title = outcomeTitle(outcome);
  const isOfRuns = outcome === 'missed';
  const countOf = (some: readonly Finding[]) =>
    isOfRuns ? some.reduce((sum, finding) => sum + runsIn(finding), 0) : resourcesIn(some);
  // The findings of missed and overdue runs stand for the resources.
  const acceptedCount = isUnmade(outcome)
    ? countOf(findings.accepted.map(({ finding }) => finding))
    : accepted.length;
  const known = isOfRuns ? countOf(findings.open) : Math.max(countOf(findings.open), open.length);
  const count = countText({ known, isExact: true }, vscode.env.language);
  const isOpen = openOutcomes.has(outcome) && isShort(row);
  const item = new vscode.TreeItem(title, isOpen ? Expanded : Collapsed);
  const runs = known === 1 ? l10n.t('1 run') : l10n.t('{count} runs', { count });
  const ofResources = known === 1 ? l10n.t('1 resource') : l10n.t('{count} resources', { count });
  item.id = id;
  const knownText = acceptedCount > 0 ? knownCountText(acceptedCount, vscode.env.language) : undefined;
  const isAllKnown = known === 0 && acceptedCount > 0;
  const shown = isAllKnown ? undefined : isOfRuns ? runs : count;
  item.description = rowText([shown, knownText]);
  item.iconPath = iconOf(outcome, isAllKnown);
  item.contextValue = 'outcome';
  item.accessibilityInformation = {
    label: [title, isOfRuns ? runs : ofResources, knownText].filter(Boolean).join(', '),
  };
  return item;
}

/** The row of a resource below its outcome. */
export function outcomeResourceItem(row: OutcomeResourceRow, now: Date): vscode.TreeItem {
  const { outcome } = row;
  const { issue } = outcome;
  const facts = [issue && acceptedFact(issue), ...factsOf(outcome, row.parent.known, now)];
  return resourceItem(row, outcome.jobs[0] ?? outcome.latest, facts, now, issue !== undefined);
}

/** The row that says why the outcomes are not known, and what to do. A click does it. */
export function hintItem({ id, reason }: HintRow): vscode.TreeItem {
  const { action, icon, text } = hints()[reason];
  const item = new vscode.TreeItem(text);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'hint';
  if (action !== undefined) {
    item.description = action.title;
    item.command = action;
  }
  item.accessibilityInformation = { label: [text, action?.title].filter(Boolean).join('. ') };
  return item;
}

function hints(): Readonly<
  Record<
    HintRow['reason'],
    { readonly text: string; readonly icon: string; readonly action?: vscode.Command }
  >
> {
  return {
    computing: { text: l10n.t('Judging the outcomes…'), icon: 'loading~spin' },
    filtered: {
      text: l10n.t('Outcomes need all jobs of each resource'),
      icon: 'filter',
      action: { command: 'backupJobs.clearFilters', title: l10n.t('Clear Filters') },
    },
    notLoaded: {
      text: l10n.t('Outcomes need all jobs'),
      icon: 'cloud-download',
      action: { command: 'backupJobs.loadAll', title: l10n.t('Load All') },
    },
  };
}

function isShort({ findings, resources }: OutcomeRow): boolean {
  return Math.max(findings.length, resources.length) <= maxOpenRows;
}

function factsOf(
  { failing, jobs, latest, outcome, reason }: ListedOutcome,
  { judge }: AcceptedIssues,
  now: Date,
): (string | undefined)[] {
  const [job = latest] = jobs;
  switch (outcome) {
    case 'newlyFailing':
    case 'stillFailing':
      return [
        shortReason(job) ?? stateTitle(displayState(job)),
        failing !== undefined && failing.nights > 1
          ? l10n.t('{count} nights', { count: failing.nights })
          : undefined,
      ];
    case 'recovered': {
      const first = jobs.findLast((one) => judge(one) === 'good');
      const end = first === undefined ? Number.NaN : endTime(first);
      return [
        Number.isFinite(end)
          ? l10n.t('good again since {time}', { time: pastTimeText(new Date(end), now, vscode.env.language) })
          : undefined,
      ];
    }
    case 'unknown':
      return [reason && unknownText(reason)];
    case 'withIssues':
      return [shortReason(job)];
    case 'good':
    case 'missed':
    case 'overdue':
    case 'running':
      return [];
  }
}

function iconOf(outcome: ResourceOutcomeName, isAccepted: boolean): vscode.ThemeIcon {
  const icon = (name: string, tone: keyof typeof toneColors) =>
    new vscode.ThemeIcon(name, new vscode.ThemeColor(toneColors[isAccepted ? 'calm' : tone]));
  const ofState = (state: string) => icon(stateLook(state).icon, stateLook(state).tone);
  const icons: Readonly<Record<ResourceOutcomeName, vscode.ThemeIcon>> = {
    newlyFailing: ofState('FAILED'),
    stillFailing: ofState('FAILED'),
    missed: icon('issue-draft', 'bad'),
    overdue: icon('history', 'warning'),
    withIssues: ofState(completedWithIssues),
    unknown: icon('question', 'warning'),
    running: ofState('RUNNING'),
    recovered: ofState('COMPLETED'),
    good: ofState('COMPLETED'),
  };
  return icons[outcome];
}

const openOutcomes = new Set<ResourceOutcomeName>(['newlyFailing', 'stillFailing', 'missed', 'overdue']);
const maxOpenRows = 50;

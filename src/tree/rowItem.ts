import * as vscode from 'vscode';
import { toneColors } from '../editor/stateLook.js';
import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import type { JobFailure } from '../jobs/jobSource.js';
import { regionsText } from '../jobs/regionsText.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine } from '../jobs/visibleText.js';
import { attentionItem, attentionResourceItem } from './attentionItem.js';
import { chunkItem } from './chunkItem.js';
import { groupItem } from './groupItem.js';
import { jobItem } from './jobItem.js';
import type { LoadAlls } from './loadAlls.js';
import { loadMoreItem } from './loadMoreItem.js';
import { missedItem } from './missedItem.js';
import { hintItem, outcomeItem, outcomeResourceItem } from './outcomeItem.js';
import { type FailureRow, isAttentionResource, isOutcomeResource, type Row } from './rows.js';
import { isolated } from './rowText.js';

/** The TreeItem of a row. Its tooltip is computed on request, by {@link rowTooltip}. */
export function rowItem(row: Row, now: Date, loadAlls: LoadAlls, known = noKnownIssues): vscode.TreeItem {
  const item = itemOf(row, now, loadAlls, known);
  item.label = isolated(String(item.label));
  return item;
}

function itemOf(row: Row, now: Date, loadAlls: LoadAlls, known: AcceptedIssues): vscode.TreeItem {
  switch (row.kind) {
    case 'attention':
      return attentionItem(row, now);
    case 'group':
      if (isAttentionResource(row)) return attentionResourceItem(row, now);
      return isOutcomeResource(row) ? outcomeResourceItem(row, now) : groupItem(row, now, known);
    case 'job':
      return jobItem(row, now, known);
    case 'chunk':
      return chunkItem(row, now, known);
    case 'missed':
      return missedItem(row, now);
    case 'outcome':
      return outcomeItem(row);
    case 'hint':
      return hintItem(row);
    case 'loadMore':
      return loadMoreItem(row, loadAlls.progressOf(row.branch));
    case 'failure':
      return failureItem(row);
  }
}

function failureItem(row: FailureRow): vscode.TreeItem {
  const title = remedyTitle(row.failure.remedy);
  const summary = visibleLine(row.failure.summary, 200);
  const { regions } = row;
  const item = new vscode.TreeItem(regions === undefined ? summary : `${regionsText(regions)}: ${summary}`);
  item.id = row.id;
  item.description = title;
  item.iconPath = new vscode.ThemeIcon(failureIcon(row.failure), new vscode.ThemeColor(toneColors.bad));
  item.contextValue = 'failure';
  item.command = { command: 'backupJobs.fixFailure', title, arguments: [row] };
  item.accessibilityInformation = { label: `${String(item.label)}. ${title}` };
  return item;
}

function failureIcon(failure: JobFailure): string {
  switch (failure.kind) {
    case 'accessDenied':
      return 'lock';
    case 'credentials':
    case 'signInExpired':
      return 'key';
    case 'network':
    case 'timeout':
      return 'debug-disconnect';
    case 'throttled':
      return 'dashboard';
    case 'aborted':
    case 'clockSkew':
    case 'configuration':
    case 'invalidParameter':
    case 'notFound':
    case 'repeatedToken':
    case 'service':
    case 'unknown':
    case 'unreadableAnswer':
      return 'alert';
  }
}

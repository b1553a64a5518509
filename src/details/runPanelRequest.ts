import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import type { PageClipboard } from '../editor/pageClipboard.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import type { PanelJob } from './panelJob.js';
import { type PanelAction, type PanelRequest, showsAllFieldsKey } from './panelMessages.js';

/** What the requests of a page act on. */
export interface RequestedPanel {
  readonly current: PanelJob;
  readonly options: JobPanelOptions;
  readonly clipboard: PageClipboard;
  /** Goes to another job. */
  show(target: JobTarget): void;
  /** Goes back or forward in the history. */
  go(step: -1 | 1): void;
  /** Sends the page what it shows. */
  post(): void;
  /** Called when the page has shown a version. */
  settle(version: number): void;
}

/**
 * Does what the page requests. The page is not trusted: it can only name what the panel knows. A promise that
 * is returned rejects if that fails.
 */
export function runPanelRequest(request: PanelRequest, panel: RequestedPanel): unknown {
  const { current, options } = panel;
  switch (request.kind) {
    case 'ready':
      return panel.post();
    case 'used':
      return options.onUse();
    case 'leave':
      return options.focusTree();
    case 'shown':
      return panel.settle(request.version);
    case 'fix': {
      const remedy = current.failureOf(request.what)?.remedy;
      // Another read may have failed for another reason since the click.
      if (remedy === undefined || remedyTitle(remedy) !== request.remedy) return undefined;
      if (remedy === 'retry') return current.retry(request.what);
      return options.runRemedy(remedy);
    }
    case 'act':
      return act(request.action, panel);
    case 'copy':
      return copy(request.path, current);
    case 'clipboard':
      return panel.clipboard.settle(request);
    case 'showFullText':
      return current.showFullText(request.path);
    case 'openJob': {
      const { backupJobId } = request;
      const { reference } = current.target;
      if (reference === undefined || !current.leadsTo(backupJobId)) return undefined;
      return panel.show({ reference: { ...reference, backupJobId } });
    }
    case 'openConcerned':
      return openLink(current.concernedLink(request.index));
    case 'showAllFields':
      return options.memory.update(showsAllFieldsKey, request.isShown);
    case 'filter': {
      const filter = options.filters.find(({ name }) => name === request.name);
      return filter?.applies(current.target) ? filter.run(current.target) : undefined;
    }
  }
}

function act(action: PanelAction, { clipboard, current, go, options }: RequestedPanel): unknown {
  switch (action) {
    case 'back':
      return go(-1);
    case 'forward':
      return go(1);
    case 'refresh':
      return current.refresh();
    case 'openJson':
    case 'openInConsole':
    case 'copyCliCommand':
    case 'copySummary':
    case 'exportHistory':
    case 'revealInTree':
    case 'openInNewPanel':
    case 'acceptKnownIssue':
    case 'manageKnownIssues':
      return options.actions[action]?.(current.target, clipboard.write);
  }
}

async function copy(path: string, current: PanelJob): Promise<void> {
  const value = current.copiedValue(path);
  if (value === undefined) return;
  await vscode.env.clipboard.writeText(value);
  statusMessage(l10n.t('Copied {field}', { field: visibleLine(path, 60) }));
}

async function openLink(link: string | undefined): Promise<void> {
  if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
}

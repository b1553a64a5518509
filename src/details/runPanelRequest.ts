import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import type { PageClipboard } from '../editor/pageClipboard.js';
import type { JobTarget } from '../jobs/jobTarget.js';
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

/** Does what the page requests. The page is not trusted: it can only name what the panel knows. */
export function runPanelRequest(request: PanelRequest, panel: RequestedPanel): void {
  const { current, options } = panel;
  switch (request.kind) {
    case 'ready':
      panel.post();
      break;
    case 'used':
      options.onUse();
      break;
    case 'leave':
      options.focusTree();
      break;
    case 'shown':
      panel.settle(request.version);
      break;
    case 'fix': {
      const remedy = current.failureOf(request.what)?.remedy;
      if (remedy === 'retry') current.retry(request.what);
      else if (remedy !== undefined) options.runRemedy(remedy);
      break;
    }
    case 'act':
      act(request.action, panel);
      break;
    case 'copy':
      void copy(request.path, current);
      break;
    case 'clipboard':
      panel.clipboard.settle(request);
      break;
    case 'showFullText':
      current.showFullText(request.path);
      break;
    case 'openJob': {
      const { backupJobId } = request;
      const { reference } = current.target;
      if (reference !== undefined && current.leadsTo(backupJobId))
        panel.show({ reference: { ...reference, backupJobId } });
      break;
    }
    case 'openConcerned':
      void openLink(current.concernedLink(request.index));
      break;
    case 'showAllFields':
      void options.memory.update(showsAllFieldsKey, request.isShown);
      break;
    case 'filter': {
      const filter = options.filters.find(({ name }) => name === request.name);
      if (filter?.applies(current.target)) filter.run(current.target);
      break;
    }
  }
}

function act(action: PanelAction, { clipboard, current, go, options }: RequestedPanel): void {
  switch (action) {
    case 'back':
      go(-1);
      break;
    case 'forward':
      go(1);
      break;
    case 'refresh':
      current.refresh();
      break;
    case 'openJson':
    case 'openInConsole':
    case 'copyCliCommand':
    case 'copySummary':
    case 'revealInTree':
    case 'openInNewPanel':
      options.actions[action]?.(current.target, clipboard.write);
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

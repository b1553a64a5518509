import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AcceptTarget } from '../../src/jobs/issueProposals.js';
import type { JobFilter } from '../../src/jobs/jobFilter.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import type { OverviewRequest, ShowOverviewMessage } from '../../src/overview/overviewMessages.js';
import { OverviewPanel, type OverviewPanelOptions } from '../../src/overview/overviewPanel.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { accountOf } from '../service/givenAccount.js';
import { ServiceSource } from '../unit/jobs/serviceSource.js';

describe('The panel of the overview', () => {
  it('shows why a request of its page failed', async () => {
    const fail = () => Promise.reject(new Error('refused'));
    const page = openPanel({ copySummary: fail, filterTree: fail, openJob: fail });
    const { version, viewModel } = await page.shown((message) => message.viewModel !== undefined);
    const [row] = viewModel?.attention[0]?.table.rows ?? [];
    const errors = await errorsOf(() => {
      page.send({ kind: 'copySummary', version });
      page.send({ kind: 'go', version, target: row?.target ?? -1 });
      page.send({ kind: 'go', version, target: row?.filter ?? -1 });
    });
    assert.deepEqual(
      errors,
      [1, 2, 3].map(() => 'An unexpected error occurred. refused'),
    );
    page.dispose();
  });

  it('leads from what changed to the outcomes in the tree, with the filter of the overview', async () => {
    const shown: JobFilter[] = [];
    const page = openPanel({ showOutcomes: async (filter) => void shown.push(filter) });
    const { version, viewModel } = await page.shown((message) => message.viewModel !== undefined);
    const changes = viewModel?.attention.find(({ name }) => name === 'changes');
    page.send({ kind: 'go', version, target: changes?.moreTarget ?? -1 });
    assert.deepEqual(shown, [{}]);
    page.dispose();
  });

  it('ignores a click on a notice, a figure or a summary that it no longer shows', async () => {
    const done: unknown[] = [];
    const page = openPanel({
      copySummary: async () => void done.push('summary'),
      openJob: () => done.push('job'),
      runRemedy: (remedy) => done.push(remedy),
    });
    const { version } = await page.shown(({ viewModel }) => viewModel !== undefined);
    const noticeAfter = async (remedy: 'selectConnection' | 'signIn', action: string) => {
      page.failWith(remedy);
      page.send({ kind: 'refresh' });
      return (await page.shown(({ notices }) => notices[0]?.action === action)).notices[0]?.key ?? '';
    };
    const earlier = await noticeAfter('signIn', 'Sign In');
    const notice = await noticeAfter('selectConnection', 'Select Connection…');
    page.send({ kind: 'fix', notice: earlier });
    page.send({ kind: 'copySummary', version: version - 1 });
    page.send({ kind: 'go', version: version - 1, target: 0 });
    page.send({ kind: 'fix', notice });
    assert.deepEqual(done, ['selectConnection']);
    page.dispose();
  });

  it('accepts what its page shows, and counts again when the known issues change', async () => {
    const accepted: AcceptTarget[] = [];
    const page = openPanel({ acceptIssue: (what) => accepted.push(what) });
    const { version, viewModel } = await page.shown((message) => message.viewModel !== undefined);
    const [row] = viewModel?.attention[0]?.table.rows ?? [];
    page.send({ kind: 'go', version: version + 1, target: row?.accept ?? -1 });
    page.send({ kind: 'go', version, target: row?.accept ?? -1 });
    assert.deepEqual(
      accepted.map(({ jobs, runs }) => [jobs.map(({ BackupJobId }) => BackupJobId), runs]),
      [[['a'], []]],
    );
    const settings = vscode.workspace.getConfiguration('backupJobs');
    const issue = {
      resourceArn: 'arn:aws:s3:::logs',
      reason: 'old bucket',
      until: dayAfter(new Date(), 30),
    };
    const { Global } = vscode.ConfigurationTarget;
    try {
      await settings.update('knownIssues', [issue], Global);
      const message = await page.shown((one) => one.version > version);
      const [known] = message.viewModel?.attention[0]?.table.rows ?? [];
      assert.deepEqual([known?.group, known?.accept], ['Known issues · 1', undefined]);
      assert.match(known?.cells[1] ?? '', /^Known issue until .+: old bucket · Failed/);
    } finally {
      await settings.update('knownIssues', undefined, Global);
      page.dispose();
    }
  });
});

/** A panel whose page is this test, with one failed job. */
function openPanel(own: Partial<OverviewPanelOptions>) {
  const never = new vscode.EventEmitter<void>();
  const messages = new vscode.EventEmitter<OverviewRequest>();
  const posted = new vscode.EventEmitter<ShowOverviewMessage>();
  let latest: ShowOverviewMessage | undefined;
  const webview = {
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: messages.event,
    postMessage: async (message: ShowOverviewMessage) => {
      if (message.kind !== 'show') return true;
      latest = message;
      posted.fire(message);
      return true;
    },
  };
  const ended = new Date(Date.now() - 3_600_000);
  const failed = {
    AccountId: '111122223333',
    BackupJobId: 'a',
    CompletionDate: ended,
    CreationDate: ended,
    ResourceArn: 'arn:aws:s3:::logs',
    State: 'FAILED',
  };
  const pool = new JobPool({
    source: new ServiceSource(createSampleService({ account: accountOf([failed]) })),
  });
  const sessions = [{ key: 'aws', region: 'us-east-1', pool }];
  let failure: JobSourceError | undefined;
  const options = {
    extensionUri: vscode.Uri.file('/nowhere'),
    subject: async () => {
      if (failure !== undefined) throw failure;
      return { sessions, filter: {}, selection: selectionOf({}), filterText: '' };
    },
    connectionText: () => 'prod',
    filter: () => ({ filter: {}, text: '' }),
    refresh: async () => {},
    onDidChangeConnection: never.event,
    onDidChangeJobs: never.event,
    subjectEvents: [],
    ...own,
  } as unknown as OverviewPanelOptions;
  const webviewPanel = {
    webview,
    visible: true,
    onDidChangeViewState: never.event,
    dispose: () => {},
  } as unknown as vscode.WebviewPanel;
  const panel = new OverviewPanel(webviewPanel, options);
  return {
    dispose: () => panel.dispose(),
    failWith: (remedy: 'selectConnection' | 'signIn') => {
      failure = new JobSourceError({ kind: 'credentials', summary: 'No credentials', detail: '', remedy });
    },
    send: (request: OverviewRequest) => messages.fire(request),
    shown: (isWanted: (message: ShowOverviewMessage) => boolean) =>
      new Promise<ShowOverviewMessage>((resolve) => {
        const look = (message: ShowOverviewMessage) => isWanted(message) && resolve(message);
        posted.event(look);
        if (latest !== undefined) look(latest);
      }),
  };
}

/** The errors that VS Code would show for some requests. */
async function errorsOf(send: () => void): Promise<readonly unknown[]> {
  const { showErrorMessage } = vscode.window;
  const shown: unknown[] = [];
  Object.assign(vscode.window, { showErrorMessage: async (text: unknown) => void shown.push(text) });
  try {
    send();
    await new Promise((resolve) => setTimeout(resolve));
    return shown;
  } finally {
    Object.assign(vscode.window, { showErrorMessage });
  }
}

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { PanelRequest } from '../../src/details/panelMessages.js';
import { type RequestedPanel, runPanelRequest } from '../../src/details/runPanelRequest.js';
import { runRequested } from '../../src/editor/runRequested.js';

describe('A request of a page', () => {
  it('shows why it failed', async () => {
    const fail = () => Promise.reject(new Error('refused'));
    const panel = {
      current: {
        target: { reference: undefined },
        failureOf: () => ({ remedy: 'signIn' }),
      },
      clipboard: { write: fail },
      options: {
        actions: { copySummary: (_: unknown, write: () => unknown) => write(), openJson: fail },
        filters: [{ name: 'Vault', applies: () => true, run: fail }],
        focusTree: fail,
        memory: { update: fail },
        runRemedy: fail,
      },
    } as unknown as RequestedPanel;
    const requests: readonly PanelRequest[] = [
      { kind: 'act', action: 'copySummary' },
      { kind: 'act', action: 'openJson' },
      { kind: 'filter', name: 'Vault' },
      { kind: 'fix', what: 'job', remedy: 'Sign In' },
      { kind: 'leave' },
      { kind: 'showAllFields', isShown: true },
    ];
    const { showErrorMessage } = vscode.window;
    const shown: unknown[] = [];
    Object.assign(vscode.window, { showErrorMessage: async (text: unknown) => void shown.push(text) });
    try {
      for (const request of requests) await runRequested(() => runPanelRequest(request, panel));
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.deepEqual(
      shown,
      requests.map(() => 'An unexpected error occurred. refused'),
    );
  });

  it('runs only the remedy that the page shows', () => {
    const done: unknown[] = [];
    const panel = {
      current: {
        failureOf: (what: string) => ({ remedy: what === 'job' ? 'retry' : 'signIn' }),
        retry: (what: unknown) => done.push(what),
      },
      options: { runRemedy: (remedy: unknown) => done.push(remedy) },
    } as unknown as RequestedPanel;
    for (const what of ['job', 'relatedJobs'] as const)
      for (const remedy of ['Retry', 'Sign In']) runPanelRequest({ kind: 'fix', what, remedy }, panel);
    assert.deepEqual(done, ['job', 'signIn']);
  });
});

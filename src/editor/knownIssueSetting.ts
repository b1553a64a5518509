import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type AcceptedIssues, acceptedIssues } from '../jobs/acceptedIssues.js';
import { withAdded } from '../jobs/addedIssues.js';
import {
  type KnownIssue,
  type KnownIssueEntry,
  type KnownIssueScope,
  knownIssueEntries,
  utcDay,
} from '../jobs/knownIssue.js';

/**
 * The known issues of the setting `backupJobs.knownIssues`, in the user settings and in the workspace
 * settings, which a team can share. Those of a workspace count only if it is trusted.
 */
export class KnownIssueSetting implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when other issues may count: the setting has changed, or a day has passed. */
  readonly onDidChange = this.#changed.event;
  readonly #listening: vscode.Disposable;
  #read: { readonly day: string; readonly entries: readonly KnownIssueEntry[] } | undefined;
  #accepted: AcceptedIssues | undefined;
  #nextDay: NodeJS.Timeout | undefined;

  constructor() {
    this.#listening = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(`backupJobs.${settingName}`)) this.#forget();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#forget()),
    );
    this.#awaitNextDay();
  }

  /** All entries, the user's first, including past and invalid ones. */
  get entries(): readonly KnownIssueEntry[] {
    const now = new Date();
    const day = utcDay(now);
    if (this.#read?.day !== day) {
      this.#read = { day, entries: readKnownIssues(now) };
      this.#accepted = undefined;
    }
    return this.#read.entries;
  }

  /** The issues that count now. The same object until others do. */
  get accepted(): AcceptedIssues {
    const { entries } = this;
    this.#accepted ??= acceptedIssues(entries);
    return this.#accepted;
  }

  dispose(): void {
    clearTimeout(this.#nextDay);
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #forget(): void {
    this.#read = undefined;
    this.#changed.fire();
  }

  /** An issue ends with its last day in UTC. */
  #awaitNextDay(): void {
    this.#nextDay = setTimeout(
      () => {
        this.#awaitNextDay();
        this.#changed.fire();
      },
      dayMs - (Date.now() % dayMs) + 1000,
    );
    this.#nextDay.unref();
  }
}

/** All entries as they are at a time, the user's first, including past and invalid ones. */
export function readKnownIssues(now: Date): readonly KnownIssueEntry[] {
  const stored = inspect();
  const workspace = vscode.workspace.isTrusted ? stored?.workspaceValue : undefined;
  return [
    ...knownIssueEntries(stored?.globalValue, 'user', now),
    ...knownIssueEntries(workspace, 'workspace', now),
  ];
}

/** Adds known issues to the settings of a scope. Rejects if they are full or cannot be written. */
export async function addKnownIssues(issues: readonly KnownIssue[], scope: KnownIssueScope): Promise<void> {
  await write(withAdded(storedEntries(scope), issues), scope);
}

/** Removes an entry from the settings, if it is still there. Rejects like {@link addKnownIssues}. */
export async function removeKnownIssue({ place, scope, stored }: KnownIssueEntry): Promise<void> {
  const before = storedEntries(scope);
  const isSame = (other: unknown) => JSON.stringify(other) === JSON.stringify(stored);
  // Someone may have edited the settings meanwhile.
  const found = isSame(before[place]) ? place : before.findIndex(isSame);
  if (found !== -1) await write(before.toSpliced(found, 1), scope);
}

/** Opens the settings file of a scope at the known issues. */
export async function openKnownIssuesSetting(scope: KnownIssueScope): Promise<void> {
  const command =
    scope === 'user' ? 'workbench.action.openSettingsJson' : 'workbench.action.openWorkspaceSettingsFile';
  await vscode.commands.executeCommand(command, {
    revealSetting: { key: `backupJobs.${settingName}` },
  });
}

function storedEntries(scope: KnownIssueScope): readonly unknown[] {
  const stored = inspect();
  const value: unknown = scope === 'user' ? stored?.globalValue : stored?.workspaceValue;
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new Error(
    l10n.t('The setting {setting} is not a list: fix it first', { setting: `backupJobs.${settingName}` }),
  );
}

async function write(entries: readonly unknown[], scope: KnownIssueScope): Promise<void> {
  const target = scope === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
  await vscode.workspace
    .getConfiguration('backupJobs')
    .update(settingName, entries.length === 0 ? undefined : entries, target);
}

function inspect() {
  return vscode.workspace.getConfiguration('backupJobs').inspect(settingName);
}

const settingName = 'knownIssues';
const dayMs = 86_400_000;

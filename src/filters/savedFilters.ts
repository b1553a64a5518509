import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { JobFilter } from '../jobs/jobFilter.js';
import {
  isRecord,
  type SavedFilter,
  type SavedFilterScope,
  savedFilterEntries,
} from './savedFilterEntries.js';

/**
 * The filters that the user has saved under a name, in the setting `backupJobs.savedFilters`: in the user's
 * own settings, which sync, or in the workspace's, which a team shares. A filter chooses no connection,
 * whoever wrote it.
 */
export class SavedFilters {
  /** All of them, the user's own first; those that can be none with what is wrong with them. */
  list(): SavedFilter[] {
    const kept = this.#inspect();
    return [
      ...savedFilterEntries(kept?.globalValue, 'user'),
      ...savedFilterEntries(kept?.workspaceValue, 'workspace'),
    ];
  }

  /**
   * Keeps a filter under a name, in the place of one that has it. Rejects where the settings cannot be
   * written.
   */
  async save(name: string, filter: JobFilter, scope: SavedFilterScope): Promise<void> {
    await this.#edit(scope, (entries) => new Map(entries).set(name, filter));
  }

  /**
   * Gives a saved filter another name, in the place of one that has it; it stays where it is among the
   * others. Rejects like {@link save}.
   */
  async rename({ name, scope }: SavedFilter, newName: string): Promise<void> {
    await this.#edit(scope, (entries) =>
      [...entries]
        .filter(([other]) => other === name || other !== newName)
        .map(([other, filter]) => [other === name ? newName : other, filter]),
    );
  }

  /** Rejects like {@link save}. */
  async remove({ name, scope }: SavedFilter): Promise<void> {
    await this.#edit(scope, (entries) => [...entries].filter(([other]) => other !== name));
  }

  async #edit(
    scope: SavedFilterScope,
    change: (entries: ReadonlyMap<string, unknown>) => Iterable<readonly [string, unknown]>,
  ): Promise<void> {
    const kept = this.#inspect();
    const before: unknown = scope === 'user' ? kept?.globalValue : kept?.workspaceValue;
    if (before !== undefined && !isRecord(before))
      throw new Error(
        l10n.t('The setting {setting} does not map names to filters: fix it first', {
          setting: `backupJobs.${savedFiltersSetting}`,
        }),
      );
    const entries = [...change(new Map(Object.entries(before ?? {})))];
    const target =
      scope === 'user' ? vscode.ConfigurationTarget.Global : vscode.ConfigurationTarget.Workspace;
    const value = entries.length === 0 ? undefined : Object.fromEntries(entries);
    await vscode.workspace.getConfiguration('backupJobs').update(savedFiltersSetting, value, target);
  }

  #inspect() {
    return vscode.workspace.getConfiguration('backupJobs').inspect(savedFiltersSetting);
  }
}

/** Opens the settings file of a scope at the saved filters. */
export async function openSavedFiltersSetting(scope: SavedFilterScope): Promise<void> {
  const command =
    scope === 'user' ? 'workbench.action.openSettingsJson' : 'workbench.action.openWorkspaceSettingsFile';
  await vscode.commands.executeCommand(command, {
    revealSetting: { key: `backupJobs.${savedFiltersSetting}` },
  });
}

const savedFiltersSetting = 'savedFilters';

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '../jobs/isRecord.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import { type SavedFilter, type SavedFilterScope, savedFilterEntries } from './savedFilterEntries.js';

/**
 * The named filters of the setting `backupJobs.savedFilters`, in the user settings, which sync, and in the
 * workspace settings, which a team can share. A filter never selects a connection.
 */
export class SavedFilters {
  /** All saved filters, the user's first, including invalid ones with their problems. */
  list(): SavedFilter[] {
    const stored = this.#inspect();
    return [
      ...savedFilterEntries(stored?.globalValue, 'user'),
      ...savedFilterEntries(stored?.workspaceValue, 'workspace'),
    ];
  }

  /** Saves a filter, replacing the one with the same name. Rejects if the settings cannot be written. */
  async save(name: string, filter: JobFilter, scope: SavedFilterScope): Promise<void> {
    await this.#edit(scope, (entries) => new Map(entries).set(name, filter));
  }

  /**
   * Renames a saved filter, replacing the one with the new name. It keeps its position. Rejects like {@link
   * save}.
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
    const stored = this.#inspect();
    const before: unknown = scope === 'user' ? stored?.globalValue : stored?.workspaceValue;
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

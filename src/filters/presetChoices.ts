import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import { fullFilterText } from '../jobs/filterText.js';
import { filterKey, type JobFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import { filterPresets, withPreset } from './filterPresets.js';

/** The presets, each with the filter that it leads to. */
export function presetChoices(current: JobFilter): Choice<JobFilter>[] {
  return filterPresets().map((preset) => {
    const filter = withPreset(current, preset);
    return {
      section: l10n.t('Presets'),
      label: preset.title,
      description: filterDescription(filter),
      iconPath: appliedIcon(filter, current),
      value: filter,
    };
  });
}

/** A filter in the description of a choice. */
export function filterDescription(filter: JobFilter): string {
  return visibleLine(fullFilterText(filter, vscode.env.language), 200);
}

/** Marks the filter that is applied. */
export function appliedIcon(filter: JobFilter, current: JobFilter): vscode.ThemeIcon {
  return new vscode.ThemeIcon(filterKey(filter) === filterKey(current) ? 'check' : 'blank');
}

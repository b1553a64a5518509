import * as l10n from '@vscode/l10n';
import { stateDimension } from '../jobs/dimensions.js';
import type { JobGroup } from '../jobs/grouping.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleLine } from '../jobs/visibleText.js';
import { regionDimension } from './rootRows.js';
import { type GroupRow, groupsOfRow, type Row } from './rows.js';

/**
 * What selects the jobs of a row besides the filter of the tree: the groups of the rows above and its own,
 * the outermost first, such as `Vault: prod · State: Failed`.
 *
 * @param namesRegion whether to name the region, even if the row is not below the row of its region
 */
export function groupFilterText(row: GroupRow, { namesRegion }: { readonly namesRegion: boolean }): string {
  const groups = groupsDownTo(row);
  const hasRegion = groups.some(({ dimension }) => dimension.name === regionDimension.name);
  const region = namesRegion && !hasRegion ? [`${regionDimension.title()}: ${row.session.region}`] : [];
  return [...region, ...groups.map(groupText)].join(' · ');
}

/** The groups of a row and of those above it, the outermost first. */
export function groupsDownTo(row: Row | undefined): readonly JobGroup[] {
  if (row === undefined) return [];
  return [...groupsDownTo(row.parent), ...(row.kind === 'group' ? groupsOfRow(row) : [])];
}

/** What selects the jobs of a group, such as `Vault: prod`. */
export function groupText({
  dimension,
  title,
  value,
}: Pick<JobGroup, 'dimension' | 'title' | 'value'>): string {
  if (value === undefined) return dimension.absentTitle();
  return `${dimension.title()}: ${valueText(value, title, dimension.name)}`;
}

/** The title alone may not be unique. Days have no title here, because `Today` is soon wrong in a copy. */
function valueText(value: string, title: string | undefined, dimension: string): string {
  if (dimension === stateDimension.name) return stateTitle(value);
  const line = visibleLine(value, maxValueLength) || l10n.t('(blank)');
  const name = visibleLine(title ?? '', maxValueLength);
  return line.toUpperCase().includes(name.toUpperCase()) ? line : `${name} (${line})`;
}

const maxValueLength = 150;

import type { CalendarScope } from '../calendar/calendarScope.js';
import { placeOf } from '../jobs/jobReader.js';
import { groupFilter } from '../tree/groupFilter.js';
import { groupFilterText } from '../tree/groupFilterText.js';
import type { GroupRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/**
 * The jobs of a group. They stay the same when the filter of the tree changes. Undefined if the group is of
 * another connection than the current one.
 */
export function groupScope(
  { filterText, root, sessions }: AppParts,
  group: GroupRow,
): CalendarScope | undefined {
  const { key, region } = group.session;
  if (!sessions.current.some((one) => one.key === key && one.region === region)) return undefined;
  const ofGroup = groupFilterText(group, { namesRegion: sessions.current.length > 1 });
  return {
    place: placeOf(group.session),
    filter: groupFilter(group, root.value),
    selection: group.list.selection,
    filterText: [ofGroup, filterText()].filter(Boolean).join(' · '),
  };
}

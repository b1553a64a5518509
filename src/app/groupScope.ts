import type { CalendarScope } from '../calendar/calendarScope.js';
import { placeOf } from '../jobs/jobReader.js';
import { groupFilter } from '../tree/groupFilter.js';
import { groupFilterText } from '../tree/groupFilterText.js';
import type { GroupRow } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/** The jobs of a group. They stay the same when the filter of the tree changes. */
export function groupScope({ filterText, root, sessions }: AppParts, group: GroupRow): CalendarScope {
  const ofGroup = groupFilterText(group, { namesRegion: sessions.current.length > 1 });
  return {
    place: placeOf(group.session),
    filter: groupFilter(group, root.value),
    selection: group.list.selection,
    filterText: [ofGroup, filterText()].filter(Boolean).join(' · '),
  };
}

/** Whether the jobs of a scope are those of the current connection, not of an earlier one. */
export function isOfCurrent({ sessions }: AppParts, { place }: CalendarScope): boolean {
  return (
    place === undefined ||
    sessions.current.some(({ key, region }) => key === place.connection && region === place.region)
  );
}

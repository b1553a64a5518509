import type { CalendarRows } from './calendarViewModel.js';

/** The places of the rows that have every word of a search in their title, note or ARN. */
export function matchingRows({ arns, notes, titles }: CalendarRows, search: string): readonly number[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return [...titles.keys()].filter((row) => {
    if (words.length === 0) return true;
    const text = `${titles[row]} ${notes[row]} ${arns[row]}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

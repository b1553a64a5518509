import * as l10n from '@vscode/l10n';
import { hourTitle } from '../jobs/nights.js';
import type { Slots } from './calendarSlots.js';
import type { SlotViewModel } from './calendarViewModel.js';

/**
 * The days, with the month at the first one and at the start of a month, else with the weekday. A day of
 * another year has that in its name, because 400 days have some dates twice.
 */
export function daySlotTexts({ starts }: Slots, now: Date, locale: string): SlotViewModel[] {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const [day, month, weekday] = [
    format({ day: 'numeric' }),
    format({ month: 'short' }),
    format({ weekday: 'narrow' }),
  ];
  const name = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const nameWithYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const monthAndYear = format({ month: 'short', year: 'numeric' });
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  return starts.map((start, place) => {
    const date = new Date(start);
    const hasMonth = place === 0 || date.getDate() === 1;
    const isToday = start === today;
    const ownName = (date.getFullYear() === now.getFullYear() ? name : nameWithYear).format(date);
    return {
      label: day.format(date),
      note: (hasMonth ? month : weekday).format(date),
      name: isToday ? l10n.t('today, {date}', { date: ownName }) : ownName,
      isToday,
      month: monthAndYear.format(date),
    };
  });
}

/** The hours of a day. */
export function hourSlotTexts({ starts }: Slots, locale: string): SlotViewModel[] {
  const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
  const monthAndYear = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric' });
  return starts.map((start) => {
    const date = new Date(start);
    return {
      label: hour.format(date),
      note: l10n.t('h'),
      name: l10n.t('{day}, {hour}', { day: day.format(date), hour: hourTitle(date, locale) }),
      isToday: false,
      month: monthAndYear.format(date),
    };
  });
}

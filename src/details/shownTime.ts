import { localTimeText, utcTimeText } from '../jobs/formats.js';

/** A time as text. */
export interface ShownTime {
  /** In the time zone of the machine. */
  readonly text: string;
  /** Shown on hover and focus. */
  readonly utc: string;
}

/** A valid time as text. */
export function shownTime(time: Date, locale: string): ShownTime {
  return { text: localTimeText(time, locale), utc: utcTimeText(time) };
}

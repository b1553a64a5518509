const hoursToNoon = 12 - new Date().getUTCHours();

/**
 * A time zone in which it is about noon, so that no day ends during a test, and what happened some hours ago
 * was today. The signs of these zones are reversed: `Etc/GMT-12` is twelve hours ahead of UTC.
 *
 * @see https://github.com/eggert/tz/blob/main/etcetera
 */
export const noonZone = `Etc/GMT${hoursToNoon > 0 ? '-' : '+'}${Math.abs(hoursToNoon)}`;

/** Has the tests of this suite compute days in {@link noonZone}, as a window with that `TZ` does. */
export function useNoonZone(): void {
  const { TZ } = process.env;
  before(() => {
    process.env['TZ'] = noonZone;
  });
  after(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });
}

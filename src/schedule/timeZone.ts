/** The clocks of a time zone. */
export interface TimeZone {
  /**
   * The times at which the clocks show a local time, in epoch milliseconds: none if the clocks skip it, two
   * if they show it twice. The local time is given as the epoch milliseconds of the UTC time with the same
   * digits.
   */
  timesOf(local: number): readonly number[];
  /** The local time at a time, in the same form. */
  localTime(time: number): number;
}

/**
 * The zone of an IANA name, such as Europe/Berlin; undefined if the name is unknown. Zones are kept, because
 * the first use of one takes milliseconds: it formats the start of each day.
 */
export function timeZoneOf(name: string): TimeZone | undefined {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = newZone(name);
  // There are about 600, but jobs can write each in very many ways: case does not matter.
  if (zone !== undefined && zones.size < 1000) zones.set(name, zone);
  return zone;
}

const zones = new Map<string, TimeZone>();

function newZone(name: string): TimeZone | undefined {
  let clock: ZoneClock;
  try {
    clock = zoneClock(name);
  } catch {
    return undefined;
  }
  const offsets = new ZoneOffsets(clock);
  return {
    localTime: (time) => time + offsets.at(time),
    timesOf: (local) => {
      const possible = new Set([offsets.at(local - dayMs), offsets.at(local + dayMs)]);
      return [...possible]
        .map((offset) => local - offset)
        .filter((time) => time + offsets.at(time) === local)
        .sort((one, other) => one - other);
    },
  };
}

/** Returns the local time of a zone, as the epoch milliseconds of the UTC time with the same digits. */
type ZoneClock = (time: number) => number;

/** Throws a RangeError if the name is unknown. */
function zoneClock(timeZone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'iso8601',
    day: 'numeric',
    hour: 'numeric',
    hourCycle: 'h23',
    minute: 'numeric',
    month: 'numeric',
    numberingSystem: 'latn',
    second: 'numeric',
    timeZone,
    year: 'numeric',
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const [year, month, day] = [part('year'), part('month') - 1, part('day')];
    return Date.UTC(year, month, day, part('hour'), part('minute'), part('second'));
  };
}

/**
 * The differences between local time and UTC. Formatting a time takes microseconds, so the result is cached
 * for whole days: a day that starts and ends with the same offset has no other.
 */
class ZoneOffsets {
  readonly #clock: ZoneClock;
  readonly #atStartOfDay = new Map<number, number>();

  constructor(clock: ZoneClock) {
    this.#clock = clock;
  }

  /** In milliseconds. Local times have no milliseconds. */
  at(time: number): number {
    const day = Math.floor(time / dayMs);
    const offset = this.#atStart(day);
    return offset === this.#atStart(day + 1) ? offset : this.#exactlyAt(time);
  }

  #atStart(day: number): number {
    const known = this.#atStartOfDay.get(day);
    if (known !== undefined) return known;
    const offset = this.#exactlyAt(day * dayMs);
    this.#atStartOfDay.set(day, offset);
    return offset;
  }

  #exactlyAt(time: number): number {
    const second = Math.floor(time / 1000) * 1000;
    return this.#clock(second) - second;
  }
}

const dayMs = 86_400_000;

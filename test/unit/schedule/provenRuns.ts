import { type History, hourMs, type TestRun } from './histories.js';

/**
 * The runs that the kept ones prove to be missing. `possible` has those as well for which it depends on the
 * start window, which can only be learned from some jobs.
 */
export function provenMissing(
  { readAt, runs }: Pick<History, 'readAt' | 'runs'>,
  kept: ReadonlySet<TestRun>,
): { certain: ReadonlySet<string>; possible: ReadonlySet<string> } {
  const certain = new Set<string>();
  const possible = new Set<string>();
  for (const ofSeries of grouped(runs, ({ series }) => series))
    for (const ofVersion of grouped(ofSeries, ({ version }) => version)) {
      const made = ofVersion.filter((run) => kept.has(run) && run.jobs.length > 0);
      const [first, last] = [made[0], made.at(-1)];
      if (first === undefined || last === undefined) continue;
      const missing = ofVersion.filter(
        (run) =>
          run.isCertain &&
          run.time > first.time &&
          run.time < last.time &&
          !(kept.has(run) && run.jobs.length > 0),
      );
      const count = made.filter(({ isCertain }) => isCertain).length;
      const old = missing.filter(({ time }) => time <= readAt - 2 * hourMs);
      const isProven = count >= 3 && count / (count + old.length) >= 0.8;
      for (const run of old) {
        const name = nameOf(run.series, run.time);
        possible.add(name);
        if (isProven && run.time <= readAt - 38 * hourMs && isAlone(run, ofVersion, made)) certain.add(name);
      }
    }
  return { certain, possible };
}

/** Whether the only job from shortly before a run until the run after the next is that of the next. */
function isAlone({ time }: TestRun, ofVersion: readonly TestRun[], made: readonly TestRun[]): boolean {
  const next = made.find((run) => run.time > time);
  // Around a change of the clocks, nobody knows which run made a job.
  const isNear = (run: TestRun, other = Number.NaN) => Math.abs(run.time - other) < 48 * hourMs;
  if (ofVersion.some((run) => !run.isCertain && (isNear(run, time) || isNear(run, next?.time)))) return false;
  const after = ofVersion.find((run) => run.time > (next?.time ?? time));
  const until = after?.time ?? Number.POSITIVE_INFINITY;
  let count = 0;
  for (const { jobs } of made)
    for (const { CreationDate } of jobs) {
      const created = CreationDate?.getTime() ?? 0;
      if (created >= time - hourMs / 4 && created < until) count++;
    }
  return count === 1;
}

/** The runs that have the same name by `by`, in their order. */
export function grouped(
  runs: readonly TestRun[],
  by: (run: TestRun) => string,
): readonly (readonly TestRun[])[] {
  const groups = new Map<string, TestRun[]>();
  for (const run of runs) {
    const name = by(run);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [run]);
    else group.push(run);
  }
  return [...groups.values()];
}

/** Names a run of a {@link TestRun.series}. */
export function nameOf(series: string, time: number): string {
  return `${series} ${new Date(time).toISOString()}`;
}

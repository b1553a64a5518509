import type * as vscode from 'vscode';
import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import { includesWholeResources, selectionKey } from '../jobs/jobSelection.js';
import { judgedListOf } from '../schedule/judgedList.js';
import type { Branch } from './rows.js';
import type { KnownSchedule, OutcomesState, ScheduleState } from './scheduleState.js';

/**
 * Compares the jobs of the tree with the schedules that they name, once all are loaded, and again when they
 * change. The code that judges is loaded then. Work that is superseded is aborted.
 */
export class LiveSchedule implements vscode.Disposable {
  readonly #onChange: () => void;
  readonly #load: () => Promise<Judging>;
  readonly #known: () => AcceptedIssues;
  #subject = '';
  /** The lists that were or are being judged, in the state they had. */
  #judged = '';
  #schedule: KnownSchedule | undefined;
  #hasFailed = false;
  #work = new AbortController();

  /**
   * @param onChange is called when more is known, or when judging has failed
   * @param known the known issues that count
   * @param load loads the code that judges
   */
  constructor(
    onChange: () => void,
    known: () => AcceptedIssues = () => noKnownIssues,
    load: () => Promise<Judging> = () => import('../schedule/listsSchedule.js'),
  ) {
    this.#onChange = onChange;
    this.#known = known;
    this.#load = load;
  }

  /** What is known of these trees. */
  stateOf(roots: readonly Branch[]): ScheduleState {
    const judgeable = roots.filter(isJudgeable);
    if (judgeable.length === 0)
      return roots.some(({ list }) => includesWholeResources(list.selection)) ? 'notLoaded' : 'filtered';
    const isOfSubject = subjectOf(roots) === this.#subject;
    if (isOfSubject && this.#hasFailed) return 'failed';
    const known = isOfSubject ? this.#schedule : undefined;
    const isStillKnown = known?.regions.every((region) =>
      judgeable.some(({ session }) => session.region === region),
    );
    return known !== undefined && isStillKnown ? known : 'computing';
  }

  /**
   * What became of the backups of the resources of one tree among others, or why that is not known. Those of
   * one region may be known before the others are.
   */
  outcomesOf(root: Branch, roots: readonly Branch[]): OutcomesState {
    if (!includesWholeResources(root.list.selection)) return 'filtered';
    if (!isJudgeable(root)) return 'notLoaded';
    const state = this.stateOf(roots);
    if (state === 'failed') return state;
    if (typeof state === 'string' || state.outcomes === undefined) return 'computing';
    const { region } = root.session;
    if (!state.regions.includes(region)) return 'computing';
    return {
      asOf: state.asOf,
      byName: state.outcomes.get(region) ?? new Map(),
      findings: state.findings.flatMap((finding) => {
        const series = finding.series.filter(({ of }) => of.series.region === region);
        return series.length === 0 ? [] : [{ ...finding, series }];
      }),
    };
  }

  /** Judges these trees, unless nothing has changed. */
  follow(roots: readonly Branch[]): void {
    const [subject, state] = [subjectOf(roots), this.#inputOf(roots)];
    if (subject === this.#subject && state === this.#judged) return;
    if (subject !== this.#subject) this.#schedule = undefined;
    this.#work.abort();
    this.#work = new AbortController();
    [this.#subject, this.#judged, this.#hasFailed] = [subject, state, false];
    if (roots.some(isJudgeable)) void this.#judge(roots, this.#work.signal);
  }

  /** Lets {@link follow} judge again what it could not judge. */
  retry(): void {
    if (this.#hasFailed) [this.#judged, this.#hasFailed] = ['', false];
  }

  dispose(): void {
    this.#work.abort();
    this.#schedule = undefined;
  }

  async #judge(roots: readonly Branch[], signal: AbortSignal): Promise<void> {
    const judgeable = roots.filter(isJudgeable);
    const regions = judgeable.map(({ session }) => session.region);
    try {
      const { listsSchedule } = await this.#load();
      const lists = judgeable.map(({ list, session: { pool, region } }) => ({ list, pool, region }));
      const areAll = judgeable.length === roots.length;
      const schedule = await listsSchedule(lists, areAll, {
        signal,
        withOutcomes: hasOutcomes(roots),
        accepted: this.#known(),
      });
      if (signal.aborted || schedule === undefined) return;
      const unknown = roots.filter((root) => !judgeable.includes(root));
      this.#schedule = { ...schedule, regions, unknownRegions: unknown.map(({ session }) => session.region) };
    } catch {
      if (signal.aborted) return;
      // What was known before a change of the lists is old.
      this.#schedule = undefined;
      this.#hasFailed = true;
    }
    this.#onChange();
  }

  /** A text that changes when the lists have other jobs or were read again, or when more is to be judged. */
  #inputOf(roots: readonly Branch[]): string {
    const lists = roots.map((root) => {
      const { list, session } = root;
      if (!isJudgeable(root)) return null;
      const { newest, readAt, searched } = judgedListOf(list, session.pool);
      return [selectionKey(list.selection), searched, newest.changes, readAt?.elapsed];
    });
    const withOutcomes = hasOutcomes(roots);
    return JSON.stringify([withOutcomes && this.#known().key, lists]);
  }
}

/** The code that judges. */
type Judging = Pick<typeof import('../schedule/listsSchedule.js'), 'listsSchedule'>;

/** Whether all jobs of each resource are known. */
function isJudgeable({ list }: Branch): boolean {
  return list.isComplete && list.readAt !== undefined && includesWholeResources(list.selection);
}

function subjectOf(roots: readonly Branch[]): string {
  return JSON.stringify(roots.map(({ id }) => id));
}

/** Whether the tree is grouped by outcome. */
function hasOutcomes(roots: readonly Branch[]): boolean {
  return roots.some(({ dimensions }) => dimensions[0]?.isOfResources);
}

import * as l10n from '@vscode/l10n';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { RegionCoverage } from '../jobs/copyHead.js';
import type { Coverage } from '../jobs/coverage.js';
import { figuresBasis } from '../jobs/figuresBasis.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { jobsByRegion } from '../jobs/readSubject.js';
import { type ReadJobs, SubjectModel } from '../jobs/subjectModel.js';
import type { NoticeWithAction } from '../jobs/subjectNotices.js';
import { groupedJobs } from '../schedule/scheduleReport.js';
import { subjectSchedule } from '../schedule/subjectSchedule.js';
import { type FiguresOptions, overviewFigures } from './figures/overviewFigures.js';
import { scheduleFigures } from './figures/scheduleFigures.js';
import { type StoredFigures, storedFigures } from './figures/storedOverview.js';
import type { OverviewDependencies } from './overviewDependencies.js';
import type { PeriodHours } from './periods.js';
import { overviewViewModel } from './viewModels/overviewViewModel.js';
import type { OverviewViewModel } from './viewModels/section.js';
import { hourMs, Targets } from './viewModels/viewModelContext.js';

/** A view model, and the data that it was built from. */
export interface ShownViewModel extends OverviewView {
  readonly subject: JobsSubject;
  /** What was read of each region when the view model was built. */
  readonly regions: readonly RegionCoverage[];
}

/** What is built from the jobs. */
interface OverviewView {
  readonly viewModel: OverviewViewModel;
  readonly targets: Targets;
  readonly now: Date;
  readonly period: PeriodHours;
}

/** Reads and counts jobs, and holds the result. No figure appears under the name of another connection. */
export class OverviewModel {
  readonly #dependencies: OverviewDependencies;
  readonly #model: SubjectModel<OverviewView>;
  #period: PeriodHours = 24;

  /** @param onChange Called for each change, and for the progress of a read. */
  constructor(dependencies: OverviewDependencies, onChange: (what: 'all' | 'progress') => void) {
    this.#dependencies = dependencies;
    this.#model = new SubjectModel({
      dependencies,
      onChange,
      texts: {
        notRead: l10n.t(
          'The overview needs all jobs that match the filter. In a large account, loading them takes a while.',
        ),
        incomplete: l10n.t('A plus marks a count that may be higher. Lists show what is loaded so far.'),
      },
      build: (read) => this.#count(read),
      countsStored: true,
      // If nothing was counted, the previous view model and its period stay.
      onEnd: () => {
        this.#period = this.#model.shown?.view.period ?? this.#period;
      },
    });
  }

  /** Increases with each view model. */
  get version(): number {
    return this.#model.version;
  }

  get period(): PeriodHours {
    return this.#period;
  }

  /** The progress of the current read; undefined if there is none. */
  get progress(): string | undefined {
    return this.#model.progress;
  }

  /** The view model; undefined if its connection is no longer the current one. */
  get shown(): ShownViewModel | undefined {
    const { shown } = this.#model;
    return shown && { ...shown.view, regions: shown.regions, subject: shown.subject };
  }

  /** The connection and the filter of the view model, in one line. */
  get subjectText(): string {
    return this.#model.subjectText;
  }

  /** Whether nothing is read until the user requests it. */
  get isWaiting(): boolean {
    return this.#model.isWaiting;
  }

  /** The notices beside the figures. */
  get notices(): NoticeWithAction[] {
    return this.#model.notices;
  }

  /** See {@link SubjectModel.wait}. */
  wait(): void {
    this.#model.wait();
  }

  /** See {@link SubjectModel.read}. */
  async read(options?: { readonly isRefresh: boolean }): Promise<void> {
    await this.#model.read(options);
  }

  /** Stops the current read and counts what was loaded. */
  stop(): void {
    this.#model.stop();
  }

  /** Counts the same jobs over another period. */
  async choosePeriod(hours: PeriodHours): Promise<void> {
    this.#period = hours;
    await this.recount();
  }

  /** Counts the same jobs again, after a change of the period or the setting. */
  async recount(): Promise<void> {
    await this.#model.recount();
  }

  /** See {@link SubjectModel.follow}. */
  follow(): void {
    this.#model.follow();
  }

  /** Drops everything, after a change of the connection. */
  forget(): void {
    this.#model.forget();
  }

  /** See {@link SubjectModel.isDisposed}. */
  get isDisposed(): boolean {
    return this.#model.isDisposed;
  }

  /** See {@link SubjectModel.dispose}. */
  dispose(): void {
    this.#model.dispose();
  }

  async #count(read: ReadJobs): Promise<OverviewView | undefined> {
    const period = this.#period;
    const { periodMs, staleMs } = this.#figuresOptions;
    const { accepted, entries } = this.#dependencies.knownIssues;
    const now = new Date();
    const known = figuresBasis(read.subject, read.readResult, now);
    const options = { now: known.until, asOf: known.asOf, periodMs, staleMs };
    const { figures, schedule } = await this.#figuresOf(read, known.coverage, { ...options, accepted });
    const targets = new Targets();
    const viewModel = await overviewViewModel(figures, schedule, {
      ...options,
      coverage: known.coverage,
      isOldestRead: known.isOldestRead,
      locale: this.#dependencies.locale,
      targets,
      knownIssues: entries,
    });
    // The period or a setting may have changed during this count.
    const hasChanged =
      this.#figuresOptions.periodMs !== periodMs ||
      this.#figuresOptions.staleMs !== staleMs ||
      this.#dependencies.knownIssues.entries !== entries;
    return hasChanged ? undefined : { viewModel, targets, now, period };
  }

  /** The figures of jobs that were read, or of stored ones, which are counted where they are. */
  async #figuresOf(
    { lists, readResult: { stored }, signal, subject }: ReadJobs,
    coverage: Coverage,
    options: FiguresOptions & { readonly accepted: AcceptedIssues },
  ): Promise<StoredFigures> {
    const { asOf, accepted } = options;
    if (stored !== undefined) {
      const { provenTimes } = coverage;
      return storedFigures(stored, subject, { ...options, provenTimes }, signal);
    }
    const report = await subjectSchedule(subject, lists, coverage, signal);
    const schedule = report && (await scheduleFigures(report, asOf, { accepted, signal }));
    // A good backup may be among the jobs that a history lacks.
    const ofResources = coverage.knowsResources ? report : undefined;
    const counting = { ...options, schedule: ofResources, grouped: report && groupedJobs(report) };
    return { schedule, figures: await overviewFigures(jobsByRegion(subject, lists), counting, { signal }) };
  }

  get #figuresOptions(): Pick<FiguresOptions, 'periodMs' | 'staleMs'> {
    const hours = this.#dependencies.lastGoodHours();
    return {
      periodMs: this.#period * hourMs,
      staleMs: hours === 'auto' ? undefined : hours * hourMs,
    };
  }
}

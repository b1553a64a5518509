import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { isJobReference, type JobReference } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { eachJobOnce, type GroupRow, isAnyRow, isRow, jobOfRow, type Row } from '../tree/rows.js';

/**
 * What a command applies to: one job, one or more jobs, a group of jobs, any row of the tree, or the whole
 * view.
 */
export type Scope = 'job' | 'jobs' | 'group' | 'row' | 'view';

/** The target of a command, in the scope that matches; or why there is none. */
export type CommandTarget =
  | { readonly scope: 'job'; readonly job: JobTarget }
  | { readonly scope: 'jobs'; readonly jobs: readonly JobTarget[] }
  | { readonly scope: 'group'; readonly group: GroupRow }
  | { readonly scope: 'row'; readonly rows: readonly Row[] }
  | { readonly scope: 'view' }
  | { readonly scope: 'none'; readonly reason: 'nothingSelected' | 'onlyOneJob' | 'onlyJobs' };

/** Where to find the target of a command without arguments. */
export interface CommandPlaces {
  readonly selection: readonly Row[];
  /** The job of the active panel, as the panel knows it. It may be in no list. */
  readonly inPanel: JobTarget | undefined;
  /** Which of these two was used last. */
  readonly lastUsed: 'panel' | 'tree';
  /** The job as the lists know it. */
  readonly listed: (reference: JobReference) => DescribedBackupJob | undefined;
}

/**
 * The target of a command. A command with no scope but `view` always applies to the view. Otherwise an
 * argument decides: a row of the tree (with all selected rows if it is one of them), a job panel (from its
 * context menu), or a reference to a job. Without an argument, a command with `view` applies to the view,
 * unless the tree was used last and several jobs are selected that the command can apply to. Any other
 * command applies to the job of the panel or to the selection of the tree, whichever was used last.
 *
 * @param args As VS Code calls a command: a menu of the tree passes its row, then all selected rows if there
 * are several.
 */
export function commandTarget(
  args: readonly unknown[],
  scopes: readonly Scope[],
  places: CommandPlaces,
): CommandTarget {
  const [argument, selected] = args;
  const ofRows = (rows: readonly Row[]) => targetOfRows(rows, scopes);
  const ofJob = (job: JobTarget) => targetOfJobs([job], scopes);
  const isOfViewAlone = scopes.every((scope) => scope === 'view');
  if (isOfViewAlone) return { scope: 'view' };
  if (isJobReference(argument)) return ofJob({ reference: argument, job: places.listed(argument) });
  if (isAnyRow(argument)) {
    const isWithOthers = Array.isArray(selected) && selected.includes(argument);
    return ofRows(isWithOthers ? selected.filter(isAnyRow) : [argument]);
  }
  const { inPanel, lastUsed, selection } = places;
  if (isPanelContext(argument)) return inPanel === undefined ? nothingSelected : ofJob(inPanel);
  const ofSelection = ofRows(selection);
  if (scopes.includes('view')) {
    const isOfSeveral = ofSelection.scope === 'jobs' && ofSelection.jobs.length > 1;
    return isOfSeveral && !(inPanel && lastUsed === 'panel') ? ofSelection : { scope: 'view' };
  }
  if (inPanel === undefined) return ofSelection;
  const isInTree = lastUsed === 'tree' && ofSelection !== nothingSelected;
  return isInTree ? ofSelection : ofJob(inPanel);
}

function targetOfRows(rows: readonly Row[], scopes: readonly Scope[]): CommandTarget {
  const [first, ...others] = rows;
  if (first === undefined) return nothingSelected;
  if (scopes.includes('group') && others.length === 0 && isRow(first, 'group'))
    return { scope: 'group', group: first };
  const jobs = rows.filter((row) => isRow(row, 'job'));
  if (jobs.length === rows.length && takesJobs(scopes))
    return targetOfJobs(eachJobOnce(jobs).map(jobOfRow), scopes);
  if (scopes.includes('row')) return { scope: 'row', rows };
  return jobs.length === 0 && others.length === 0 ? nothingSelected : { scope: 'none', reason: 'onlyJobs' };
}

function targetOfJobs(jobs: readonly JobTarget[], scopes: readonly Scope[]): CommandTarget {
  if (scopes.includes('jobs')) return { scope: 'jobs', jobs };
  const [job, ...others] = jobs;
  if (job === undefined || !scopes.includes('job')) return nothingSelected;
  return others.length === 0 ? { scope: 'job', job } : { scope: 'none', reason: 'onlyOneJob' };
}

function takesJobs(scopes: readonly Scope[]): boolean {
  return scopes.includes('job') || scopes.includes('jobs');
}

/** Whether this is what VS Code passes to a command of a webview's context menu. */
function isPanelContext(argument: unknown): boolean {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'webview' in argument &&
    argument.webview === 'backupJobs.jobPanel'
  );
}

const nothingSelected = { scope: 'none', reason: 'nothingSelected' } as const;

import * as l10n from '@vscode/l10n';
import { jobsText } from '../jobs/formats.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { UnreadReason } from './fileJob.js';
import type { ImportProgress, ReadFiles } from './import/importFiles.js';

/** The progress of an import, in words: `12 of 365 files, 3,400 jobs`. */
export function importProgressText({ files, ofFiles, rows }: ImportProgress, locale: string): string {
  const jobs = jobsText({ known: rows, isExact: true }, locale);
  if (ofFiles === 1) return l10n.t('{files} of 1 file, {jobs}', { files, jobs });
  return l10n.t('{files} of {ofFiles} files, {jobs}', {
    files: numberText(files, locale),
    ofFiles: numberText(ofFiles, locale),
    jobs,
  });
}

/** How many files, or folders, were not read in full. */
export function unreadFilesIn({ files, isCut, unreadable }: ReadFiles): number {
  const inPart = files.filter(({ problem, unreadRows }) => problem !== undefined || unreadRows > 0);
  return inPart.length + unreadable.length + Number(isCut);
}

/** What an import could not read, in one message; undefined if it read everything. */
export function importWarning({ files, isCut, unreadable }: ReadFiles, locale: string): string | undefined {
  const withLines = files.filter(({ unreadRows }) => unreadRows > 0);
  const lines = withLines.reduce((sum, { unreadRows }) => sum + unreadRows, 0);
  const broken = unreadable.length + files.filter(({ problem }) => problem !== undefined).length;
  const sentences = [
    withLines.length === 1 &&
      l10n.t('Lines that could not be read: {lines}, in 1 file.', { lines: numberText(lines, locale) }),
    withLines.length > 1 &&
      l10n.t('Lines that could not be read: {lines}, in {files} files.', {
        lines: numberText(lines, locale),
        files: numberText(withLines.length, locale),
      }),
    broken > 0 && l10n.t('Files that could not be read: {files}.', { files: numberText(broken, locale) }),
    isCut && l10n.t('The folder has too many files, or too deep folders: not all of them were read.'),
  ].filter(Boolean);
  if (sentences.length === 0) return undefined;
  return [...sentences, l10n.t('The log lists them.')].join(' ');
}

/** What an import could not read, for the log, which is in English. */
export function importLines({ files, isCut, unreadable }: ReadFiles): string[] {
  const lines = unreadable.map(({ path, reason }) => `${shown(path)} cannot be read: ${shown(reason)}`);
  for (const { path, problem, unread, unreadRows } of files) {
    if (problem !== undefined) lines.push(`${shown(path)} cannot be read: ${shown(problem)}`);
    for (const { line, reason } of unread) lines.push(`${shown(path)}:${line} ${reasons[reason]}`);
    if (unreadRows > unread.length)
      lines.push(`${shown(path)} has ${unreadRows - unread.length} more lines that cannot be read`);
  }
  if (isCut) lines.push('There are more files or deeper folders, which were not read');
  return lines;
}

/**
 * What an import has found that is not a job, for the log: the files without jobs, and the columns that are
 * not fields of a job. Each is one line, because nothing is wrong with them.
 */
export function otherContentLines({ files }: Pick<ReadFiles, 'files'>): string[] {
  const others = files.filter(({ kinds, problem }) => kinds.length === 0 && problem === undefined);
  const columns = new Map<string, number>();
  for (const { otherColumns } of files)
    for (const [name, count] of Object.entries(otherColumns))
      columns.set(name, (columns.get(name) ?? 0) + count);
  const names = [...columns].map(([name, count]) => `${visibleLine(name, 60)} (${count})`);
  return [
    ...(others.length > 0
      ? [`Files without backup jobs: ${listed(others.map(({ path }) => shown(path)))}`]
      : []),
    ...(names.length > 0 ? [`Other columns, which are kept: ${listed(names)}`] : []),
  ];
}

function listed(names: readonly string[]): string {
  const more = names.length - maxListed;
  return more > 0 ? `${names.slice(0, maxListed).join(', ')} and ${more} more` : names.join(', ');
}

const maxListed = 20;

const reasons: Readonly<Record<UnreadReason, string>> = {
  badFormat: 'cannot be read',
  cutOutput: 'has a NextToken: the command has left out jobs',
  damagedFromHere: 'and all lines after it cannot be read',
  notABackupJob: 'is no backup job',
};

function numberText(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

function shown(text: string): string {
  return visibleLine(text, 300);
}

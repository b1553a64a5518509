import * as vscode from 'vscode';
import { Slices } from '../../jobs/slices.js';
import { writeWhole } from '../export/wholeFile.js';
import { DigestBuilder, digestedJobs } from './jobsDigest.js';
import type { ReadReport } from './readReport.js';
import { type ReportFileType, reportText } from './reportText.js';

/** Where a report is written, and how. */
export interface ReportTarget {
  readonly report: vscode.Uri;
  /** The file for the jobs; undefined if they are not saved. */
  readonly jobs: vscode.Uri | undefined;
  /** A BCP 47 language tag. */
  readonly locale: string;
}

/** The format of a report with this name: Markdown for `.md`, otherwise HTML. */
export function reportFileType(file: vscode.Uri): ReportFileType {
  return /\.(?:md|markdown)$/i.test(file.path) ? 'markdown' : 'html';
}

/** The file for the jobs of a report: beside it, with the same name, as `.ndjson`. */
export function jobsFile(report: vscode.Uri): vscode.Uri {
  const name = nameOf(report).replace(/\.(?:html?|md|markdown)$/i, '');
  return vscode.Uri.joinPath(report, '..', `${name}.ndjson`);
}

/**
 * Writes a report and its jobs, both completely or neither: the report is written before the file of the jobs
 * gets its name. Throws an UnwrittenFileError, or the signal's reason if it aborts.
 */
export async function writeReport(
  content: ReadReport,
  { jobs, locale, report }: ReportTarget,
  signal: AbortSignal,
): Promise<void> {
  const slices = new Slices({ signal });
  const digest = new DigestBuilder();
  const pieces = digestedJobs(content.regions, digest, slices);
  const writeText = async () => {
    const file = jobs && nameOf(jobs);
    const whole = { ...content, digest: { ...digest.result(), file } };
    await writeWhole(report, reportText(whole, reportFileType(report), locale, slices), signal);
  };
  if (jobs === undefined) {
    while (!(await pieces.next()).done);
    return writeText();
  }
  let isWritten = false;
  const written = async () => {
    await writeText();
    isWritten = true;
  };
  try {
    // Once the report is there, its jobs must follow, so a late abort no longer counts.
    await writeWhole(jobs, followedBy(pieces, written), new AbortController().signal);
  } catch (error) {
    // It would name a file that is not there.
    if (isWritten) await vscode.workspace.fs.delete(report).then(undefined, () => {});
    throw error;
  }
}

async function* followedBy(pieces: AsyncIterable<string>, then: () => Promise<void>) {
  yield* pieces;
  await then();
}

function nameOf(file: vscode.Uri): string {
  return file.path.split('/').at(-1) ?? '';
}

import { Slices } from '../../jobs/slices.js';
import { DigestBuilder, digestedJobs } from './jobsDigest.js';
import type { ReadReport } from './readReport.js';
import { reportText } from './reportText.js';

/** A report as one Markdown text, for the clipboard. */
export async function reportMarkdown(content: ReadReport, locale: string): Promise<string> {
  const slices = new Slices();
  const digest = new DigestBuilder();
  const jobs = digestedJobs(content.regions, digest, slices);
  while (!(await jobs.next()).done);
  let text = '';
  const whole = { ...content, digest: { ...digest.result(), file: undefined } };
  for await (const piece of reportText(whole, 'markdown', locale, slices)) text += piece;
  return text;
}

import { failureOf } from '../jobs/jobSource.js';
import { showError } from './notify.js';

/**
 * Does what a page requests. If it fails, shows why: a page does not wait for the result, so nothing else
 * would. Never rejects.
 */
export async function runRequested(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { detail, summary } = failureOf(error);
    void showError([summary, detail].filter(Boolean).join(': '));
  }
}

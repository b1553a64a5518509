import { failureText } from '../jobs/failureText.js';
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
    void showError(failureText(failureOf(error)));
  }
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askText } from '../editor/askText.js';
import { showError, showInformation } from '../editor/notify.js';
import { pickOne } from '../editor/pickOne.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import { failureOf, type Remedy } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { jobIdIn } from './jobIdIn.js';

/** How to open a job, and what that needs. */
export interface JobOpeners {
  readonly inPanel: (reference: JobReference) => unknown;
  readonly asJson: (reference: JobReference) => unknown;
  readonly hasConnection: () => Promise<boolean>;
  /** The regions of the current connection. Rejects with a JobSourceError if it cannot be opened. */
  readonly places: () => Promise<readonly JobPlace[]>;
  readonly runRemedy: (remedy: Remedy) => unknown;
  readonly isListed: (reference: JobReference) => boolean;
}

/**
 * Asks for a job ID, or any text that contains one, and opens that job in the panel or, with the button of
 * the box, as JSON. If there is no connection, or it cannot be opened, shows a message with a remedy.
 */
export async function openJobById(openers: JobOpeners): Promise<void> {
  const { asJson, inPanel, isListed } = openers;
  if (!(await ensureConnection(openers))) return;
  const answer = await askText({
    title: l10n.t('Open Job by ID'),
    placeholder: l10n.t('A backup job’s ID, or any text that contains one'),
    prompt: l10n.t('Enter opens the job in its panel, the button above as JSON.'),
    read: jobIdIn,
    complaint: l10n.t('This text contains no ID of a backup job'),
    button: { iconPath: new vscode.ThemeIcon('json'), tooltip: l10n.t('Open as JSON') },
  });
  if (answer === undefined) return;
  const places = await openPlaces(openers);
  const references = places.map((place) => ({ ...place, backupJobId: answer.value }));
  const listed = references.find(isListed);
  const reference = listed ?? (references.length > 1 ? await pickRegion(references) : references[0]);
  if (reference === undefined) return;
  if (answer.isByButton) await asJson(reference);
  else await inPanel(reference);
}

/** Lets the user select a connection if there is none. Resolves to whether there is one now. */
async function ensureConnection({ hasConnection, runRemedy }: JobOpeners): Promise<boolean> {
  if (await hasConnection()) return true;
  const button = remedyTitle('selectConnection');
  const text = l10n.t('No connection is selected. Select one to open a job.');
  if ((await showInformation(text, button)) !== button) return false;
  await runRemedy('selectConnection');
  return hasConnection();
}

/** The places of the connection; empty if it cannot be opened, which is shown with its remedy. */
async function openPlaces({ places, runRemedy }: JobOpeners): Promise<readonly JobPlace[]> {
  try {
    return await places();
  } catch (error) {
    const { remedy, summary } = failureOf(error);
    const buttons = remedy === 'retry' ? [] : [remedyTitle(remedy)];
    void showError(summary, ...buttons).then((button) => {
      if (button !== undefined) void runRemedy(remedy);
    });
    return [];
  }
}

async function pickRegion(references: readonly JobReference[]): Promise<JobReference | undefined> {
  const picked = await pickOne<JobReference>({
    title: l10n.t('Open Job by ID'),
    placeholder: l10n.t('Select the region of the job'),
    choices: references.map((reference) => ({ label: reference.region, value: reference })),
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}

import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askText } from '../editor/askText.js';
import { pickOne } from '../editor/pickOne.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import { jobIdIn } from './jobIdIn.js';
import { ensureConnection, openSessions, type SessionOpener } from './openSessions.js';

/** How to open a job, and what that needs. */
export interface JobOpeners extends SessionOpener<JobPlace> {
  readonly inPanel: (reference: JobReference) => unknown;
  readonly asJson: (reference: JobReference) => unknown;
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
  const places = await openSessions(openers);
  const references = places.map((place) => ({ ...place, backupJobId: answer.value }));
  const listed = references.find(isListed);
  const reference = listed ?? (references.length > 1 ? await pickRegion(references) : references[0]);
  if (reference === undefined) return;
  if (answer.isByButton) await asJson(reference);
  else await inPanel(reference);
}

async function pickRegion(references: readonly JobReference[]): Promise<JobReference | undefined> {
  const picked = await pickOne<JobReference>({
    title: l10n.t('Open Job by ID'),
    placeholder: l10n.t('Select the region of the job'),
    choices: references.map((reference) => ({ label: reference.region, value: reference })),
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}

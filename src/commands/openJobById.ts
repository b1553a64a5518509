import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import { jobIdIn } from '../jobs/jobIdIn.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import { failureOf, type Remedy } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine } from '../jobs/visibleText.js';

/** What a job can be opened as. */
export interface JobOpeners {
  readonly inPanel: (reference: JobReference) => unknown;
  readonly asJson: (reference: JobReference) => unknown;
  /** Whether a connection is chosen. */
  readonly hasConnection: () => Promise<boolean>;
  /** The regions of the chosen connection. Rejects with a JobSourceError where it cannot be opened. */
  readonly places: () => Promise<readonly JobPlace[]>;
  readonly runRemedy: (remedy: Remedy) => unknown;
  readonly isListed: (reference: JobReference) => boolean;
}

/**
 * Asks for a job's id, or any text with one in it, and opens that job: in the panel, or by the box's button as JSON. Where no connection
 * is chosen, or it cannot be opened, it says so and offers what helps.
 */
export async function openJobById(openers: JobOpeners): Promise<void> {
  const { asJson, inPanel, isListed } = openers;
  if (!(await ensureConnection(openers))) return;
  const answer = await askForId();
  if (answer === undefined) return;
  const { backupJobId } = answer;
  const places = await openPlaces(openers);
  const references = places.map((place) => ({ ...place, backupJobId }));
  const listed = references.find(isListed);
  const reference = listed ?? (references.length > 1 ? await pickRegion(references) : references[0]);
  if (reference === undefined) return;
  if (answer.isJson) await asJson(reference);
  else await inPanel(reference);
}

/** Lets the user choose a connection where none is; resolves to whether one is chosen then. */
async function ensureConnection({ hasConnection, runRemedy }: JobOpeners): Promise<boolean> {
  if (await hasConnection()) return true;
  const button = remedyTitle('selectConnection', localize);
  const text = vscode.l10n.t('No connection is selected. Select one to open a job.');
  if ((await vscode.window.showInformationMessage(text, button)) !== button) return false;
  await runRemedy('selectConnection');
  return hasConnection();
}

/** The places of the connection; none where it cannot be opened, which is shown with its remedy. */
async function openPlaces({ places, runRemedy }: JobOpeners): Promise<readonly JobPlace[]> {
  try {
    return await places();
  } catch (error) {
    const { remedy, summary } = failureOf(error);
    const buttons = remedy === 'retry' ? [] : [remedyTitle(remedy, localize)];
    void vscode.window.showErrorMessage(visibleLine(summary, 300), ...buttons).then((button) => {
      if (button !== undefined) void runRemedy(remedy);
    });
    return [];
  }
}

async function askForId(): Promise<{ readonly backupJobId: string; readonly isJson: boolean } | undefined> {
  const box = vscode.window.createInputBox();
  const jsonButton = { iconPath: new vscode.ThemeIcon('json'), tooltip: vscode.l10n.t('Open as JSON') };
  box.title = vscode.l10n.t('Open Job by ID');
  box.placeholder = vscode.l10n.t('A backup job’s id, or any text that holds one');
  box.prompt = vscode.l10n.t('Enter opens the job in its panel, the button above as JSON.');
  box.buttons = [jsonButton];
  // The id is often in another window, from where it is yet to be copied.
  box.ignoreFocusOut = true;
  try {
    return await new Promise((resolve) => {
      const accept = (isJson: boolean) => {
        const backupJobId = jobIdIn(box.value);
        if (backupJobId !== undefined) resolve({ backupJobId, isJson });
        else box.validationMessage = vscode.l10n.t('There is no id of a backup job in this text');
      };
      box.onDidAccept(() => accept(false));
      box.onDidTriggerButton(() => accept(true));
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

async function pickRegion(references: readonly JobReference[]): Promise<JobReference | undefined> {
  const choices = references.map((reference) => ({ label: reference.region, reference }));
  const choice = await vscode.window.showQuickPick(choices, {
    placeHolder: vscode.l10n.t('In which region is the job?'),
  });
  return choice?.reference;
}

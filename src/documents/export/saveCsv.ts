import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation } from '../../editor/notify.js';
import { visibleLine } from '../../jobs/visibleText.js';
import { csvLine } from './csvCell.js';
import { isMeantTarget, proposedFile, reportUnwritten } from './saveTarget.js';
import { writeWhole } from './wholeFile.js';

/**
 * Asks for a file and writes a table to it as CSV, completely or not at all. Shows the result.
 *
 * @param lines the lines of the table, the first one with the titles
 * @param name the start of the file's name
 */
export async function saveCsv(
  lines: () => Iterable<readonly (string | undefined)[]>,
  name: string,
): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: l10n.t('Export as CSV'),
    saveLabel: l10n.t('Export'),
    defaultUri: proposedFile(name, [], 'csv'),
    filters: { CSV: ['csv'] },
  });
  if (target === undefined || !(await isMeantTarget(target))) return;
  try {
    await writeWhole(target, csvPieces(lines()), new AbortController().signal);
  } catch (error) {
    return (await reportUnwritten(error, { parts: [] })) ? saveCsv(lines, name) : undefined;
  }
  void reportSaved(target);
}

async function reportSaved(target: vscode.Uri): Promise<void> {
  const open = l10n.t('Open');
  const file = visibleLine(target.path.split('/').at(-1) ?? '', 100);
  const answer = await showInformation(l10n.t('Exported the table to {file}', { file }), open);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', target);
}

async function* csvPieces(lines: Iterable<readonly (string | undefined)[]>): AsyncGenerator<string> {
  let piece = byteOrderMark;
  for (const line of lines) {
    piece += csvLine(line);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** Without it, Excel reads another encoding. */
const byteOrderMark = '\ufeff';
/** In UTF-16 units. */
const pieceLength = 65_536;

import * as vscode from 'vscode';
import { localTimeText, utcTimeText } from '../jobs/formats.js';

/** A time in the time zone of the extension, and in UTC; undefined without a time. */
export function localAndUtcText(time: Date | undefined): string | undefined {
  return time && `${localTimeText(time, vscode.env.language)} (${utcTimeText(time)})`;
}

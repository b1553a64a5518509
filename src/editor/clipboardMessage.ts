import type { CopiedContent } from '../jobs/richText.js';

/** Asks a page to put a content on the clipboard. The page reports whether it could, with the same number. */
export interface ClipboardMessage extends CopiedContent {
  readonly kind: 'clipboard';
  readonly number: number;
}

/** What the page reports. */
export interface ClipboardReport {
  readonly number: number;
  readonly isWritten: boolean;
}

/** The checked report in the members of a message from a page; undefined if it is not valid. */
export function clipboardReportFrom(members: {
  readonly [name: string]: unknown;
}): ClipboardReport | undefined {
  const { isWritten, number } = members;
  return typeof number === 'number' && typeof isWritten === 'boolean' ? { isWritten, number } : undefined;
}

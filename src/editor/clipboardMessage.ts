import type { CopiedContent } from '../jobs/copiedContent.js';

/**
 * Asks a page to put a content on the clipboard. The first message of a number has no content: the page
 * reports that it is ready, and then receives the content. A page that was busy reports this too late and
 * receives none, so it cannot replace what the user has copied since.
 */
export interface ClipboardMessage {
  readonly kind: 'clipboard';
  readonly number: number;
  readonly content?: CopiedContent;
}

const outcomes = ['ready', 'written', 'failed'] as const;

/** What the page reports. */
export interface ClipboardReport {
  readonly number: number;
  readonly outcome: (typeof outcomes)[number];
}

/** The checked report in the members of a message from a page; undefined if it is not valid. */
export function clipboardReportFrom(members: {
  readonly [name: string]: unknown;
}): ClipboardReport | undefined {
  const { number } = members;
  const outcome = outcomes.find((one) => one === members['outcome']);
  return typeof number === 'number' && outcome !== undefined ? { number, outcome } : undefined;
}

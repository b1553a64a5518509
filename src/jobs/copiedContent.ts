/** What a copy puts on the clipboard: plain text, and HTML for mail and tickets. */
export interface CopiedContent {
  readonly text: string;
  readonly html: string;
}

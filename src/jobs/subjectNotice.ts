/** A failure, or a limit of what a page shows, with the action that fixes it. */
export interface SubjectNotice {
  readonly summary: string;
  readonly detail: string;
  readonly action: string;
}

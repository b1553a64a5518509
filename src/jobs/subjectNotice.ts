/** A failure, or a limit of what a page shows, with the action that fixes it. */
export interface SubjectNotice {
  /** Identifies the notice in the request for its action. A click on an older notice is ignored. */
  readonly key: string;
  readonly summary: string;
  readonly detail: string;
  readonly action: string;
}

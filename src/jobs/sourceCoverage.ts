/** A time, and an account if it is known. Includes its ends. */
export interface AccountSpan {
  readonly accountId: string | undefined;
  readonly from: Date;
  readonly to: Date;
}

/** For which times a history has every job of a query's account, and for which it does not. */
export interface SourceCoverage {
  /** In order, for each account. */
  readonly known: readonly AccountSpan[];
  /** The times between, and up to the bounds of the query. In order, for each account. */
  readonly gaps: readonly AccountSpan[];
}

import type { Translate } from '../jobs/translate.js';

/** Whose eyes read a sheet, and when. */
export interface Reading {
  readonly now: Date;
  /** A BCP 47 language tag. */
  readonly locale: string;
  readonly t: Translate;
}

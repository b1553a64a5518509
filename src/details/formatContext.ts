import type { Translate } from '../jobs/translate.js';

/** Whose eyes read a view model, and when. */
export interface Reading {
  readonly now: Date;
  /** A BCP 47 language tag. */
  readonly locale: string;
  readonly t: Translate;
  /** The fields, by their paths, whose texts are wanted whole however long they are. */
  readonly whole?: ReadonlySet<string>;
}

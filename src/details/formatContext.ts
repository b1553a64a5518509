/** What the texts of a view model are formatted for: a time, a language, and the fields to show whole. */
export interface FormatContext {
  readonly now: Date;
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** The paths of the fields whose texts are not cut, however long they are. */
  readonly whole?: ReadonlySet<string>;
}

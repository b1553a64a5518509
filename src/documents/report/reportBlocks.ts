import type { RichText } from '../../jobs/richText.js';

/** A piece of a report, which each format writes in its own way. */
export type ReportBlock =
  | { readonly kind: 'title'; readonly text: RichText }
  | {
      readonly kind: 'heading';
      readonly text: RichText;
      /** The anchor of the section in HTML: a plain word. */
      readonly anchor: string;
    }
  | { readonly kind: 'paragraph'; readonly text: RichText; readonly isWarning?: boolean }
  | { readonly kind: 'list'; readonly items: readonly RichText[] }
  | {
      /** A list that belongs to the last item of the list before. */
      readonly kind: 'sublist';
      /** What it lists: shown alone while a reader folds it, where the format can fold. */
      readonly title: RichText;
      readonly items: readonly RichText[];
    }
  | {
      readonly kind: 'facts';
      /** The heading of an item; absent for facts of the section. */
      readonly title?: RichText;
      readonly facts: readonly ReportFact[];
    }
  | { readonly kind: 'table'; readonly table: ReportTable }
  | {
      readonly kind: 'numbered';
      /** The number of the first item. */
      readonly first: number;
      readonly items: readonly RichText[];
    };

/** A named fact with its values, at least one. */
export interface ReportFact {
  readonly name: string;
  readonly values: readonly RichText[];
}

/** A table of texts of the extension itself, with numbers in all columns but the first. */
export interface ReportTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The last row. */
  readonly total: readonly string[];
}

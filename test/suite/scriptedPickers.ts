import assert from 'node:assert/strict';
import { type Choice, type Notice, shownItems } from '../../src/editor/pickOne.js';
import type { Pickers } from '../../src/filters/filterContext.js';

/**
 * What a user does with a quick pick: select or type something, check several, press a button, go back, or
 * cancel.
 */
export type Answer =
  | string
  | readonly string[]
  | 'BACK'
  | 'ESCAPE'
  | { readonly press: string; readonly on: string }
  /** Selects the row with this text, after typing another one if that is given. */
  | { readonly row: string; readonly typed?: string };

/** A pick that was shown, row by row: `Failed | FAILED · 2 loaded`. */
export interface ShownPick {
  readonly title: string;
  readonly rows: readonly string[];
  /** The rows for the typed text, if the answer was one. */
  typed?: string;
}

/** Quick picks that take the answers one after the other, and record what they show. */
export function scriptedPickers(answers: readonly Answer[]): {
  readonly pickers: Pickers;
  readonly shown: readonly ShownPick[];
  readonly unused: readonly Answer[];
} {
  const unused = [...answers];
  const shown: ShownPick[] = [];
  const show = (title: string, choices: readonly Choice<unknown>[]) => {
    shown.push({ title, rows: choices.map(textOf) });
    const answer = unused.shift();
    assert.ok(answer !== undefined, `No answer is left for “${title}”`);
    return answer;
  };
  const pickers: Pickers = {
    one: async (options) => {
      const choices = await options.choices;
      const answer = show(options.title, choices);
      if (answer === 'ESCAPE') return undefined;
      if (answer === 'BACK') return 'back';
      if (typeof answer === 'object' && 'press' in answer) {
        const choice = choices.find(({ label }) => label === answer.on);
        const button = choice?.buttons?.find(({ tooltip }) => tooltip === answer.press);
        assert.ok(choice !== undefined && button !== undefined, `No button ${answer.press} on ${answer.on}`);
        return { ...choice, button };
      }
      const isAnswer = (row: Choice<unknown> | Notice) =>
        typeof answer === 'object' && 'row' in answer ? textOf(row) === answer.row : row.label === answer;
      const text = typeof answer === 'string' ? answer : 'typed' in answer ? String(answer.typed) : '';
      const known = choices.find(isAnswer);
      const found = known === undefined ? await options.search?.(text) : undefined;
      const rows = known === undefined ? [options.typed?.(text) ?? [], found ?? []].flat() : [];
      const pick = shown.at(-1);
      if (pick !== undefined && rows[0] !== undefined) pick.typed = rows.map(textOf).join('\n');
      const typed = typeof answer === 'string' ? rows[0] : rows.find(isAnswer);
      const choice = known ?? typed;
      assert.ok(
        choice !== undefined && 'value' in choice,
        `“${options.title}” has no ${JSON.stringify(answer)}`,
      );
      return choice as Exclude<typeof choice, { value?: never }>;
    },
    many: async (options) => {
      const isNew = ({ value }: { value: unknown }) =>
        !options.choices.some((known) => known.value === value);
      const choices = [...options.choices, ...((await options.moreChoices) ?? []).filter(isNew)];
      const answer = show(options.title, choices);
      if (answer === 'ESCAPE') return undefined;
      if (answer === 'BACK') return 'back';
      assert.ok(Array.isArray(answer), `“${options.title}” takes several values`);
      return answer.map(
        (one: string) => (choices.find(({ label }) => label === one) ?? options.typed(one)).value,
      );
    },
  };
  return { pickers, shown, unused };
}

function textOf(row: Choice<unknown> | Notice): string {
  const [{ label, description = '', detail } = row] = shownItems([row]);
  return [label, description, detail].filter((part) => part !== undefined).join(' | ');
}

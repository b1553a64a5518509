import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pickText } from '../jobs/interpretedText.js';
import { visibleLine } from '../jobs/visibleText.js';
import { answered, type InputOptions, newPick } from './answered.js';

/**
 * What can be picked: a value and how it reads. Its texts may be any: {@link shownItems} makes them harmless.
 */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
  /** The icon before the detail. */
  readonly detailIcon?: DetailIcon;
  /** A heading above the first choice of each section; choices of a section stand together. */
  readonly section?: string;
}

/** A row that tells something and cannot be picked. */
export type Notice = vscode.QuickPickItem & { readonly value?: never; readonly detailIcon?: DetailIcon };

type DetailIcon = 'info' | 'warning';

/** What was picked: a choice, or one of the buttons on it. */
export type Picked<Value> = Choice<Value> & { readonly button?: vscode.QuickInputButton };

/** How a pick looks and behaves. */
export interface PickOptions<Value> extends InputOptions {
  /** The choices, or where they come from: the list shows that it is busy until they are there. */
  readonly choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>;
  /** Fires with other choices while the list is open. */
  readonly onDidChangeChoices?: vscode.Event<Promise<readonly Choice<Value>[]>>;
  /**
   * Makes a choice of what was typed, where typed text is a choice too; or a notice, which says why it is
   * none.
   */
  readonly typed?: (text: string) => Choice<Value> | Notice | undefined;
  /** The value that is set now. */
  readonly active?: (value: Value) => boolean;
  /** The text to begin with. */
  readonly text?: string;
}

/**
 * Lets the user pick one of several choices, or type one where typed text counts. Resolves to undefined when
 * the user goes away, and to `back` when the user asks for the step before. Rejects where the choices do.
 */
export async function pickOne<Value>(
  options: PickOptions<Value>,
): Promise<Picked<Value> | 'back' | undefined> {
  const pick = newPick<Choice<Value> | Notice>(options);
  pick.matchOnDetail = true;
  pick.value = options.text ?? '';
  return answered<Picked<Value> | 'back'>(pick, ({ answer, fail, own }) => {
    let choices: readonly Choice<Value>[] = [];
    let typed: readonly (Choice<Value> | Notice)[] = [];
    const show = (typedNow = typedRows(options.typed, pick.value, choices)) => {
      typed = typedNow;
      pick.items = shownItems([...inSections(choices), ...typed]);
    };
    own(
      pick.onDidChangeValue((text) => {
        // Rows that come again take the mark from where it was moved while they were on their way. Where what
        // is typed is no row of its own, neither before nor now, they are the same ones.
        const typedNow = typedRows(options.typed, text, choices);
        if (typed.length + typedNow.length > 0) show(typedNow);
      }),
      pick.onDidTriggerButton(() => answer('back')),
      pick.onDidTriggerItemButton(({ button, item }) => {
        if (isChoice(item)) answer({ ...item, button });
      }),
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined && isChoice(chosen)) answer(chosen);
      }),
    );
    pick.busy = true;
    let latest = Promise.resolve(options.choices);
    const filled = latest.then((given) => {
      choices = given;
      pick.busy = false;
      show();
      const active = pick.items.filter((item) => isChoice(item) && options.active?.(item.value));
      // What is typed already marks another one.
      if (active.length > 0 && pick.value === (options.text ?? '')) pick.activeItems = active;
    });
    const changes = options.onDidChangeChoices?.((others) => {
      latest = others;
      filled
        .then(() => others)
        .then((given) => {
          if (latest !== others) return;
          const [marked] = pick.activeItems;
          choices = given;
          pick.keepScrollPosition = true;
          show();
          pick.activeItems = pick.items.filter((item) => isChoice(item) && item.label === marked?.label);
        })
        .catch(fail);
    });
    if (changes !== undefined) own(changes);
    // An empty list that is filled a moment later is drawn twice, and is there later than one that comes with
    // its rows.
    Promise.race([filled, wait(soonMs)]).then(() => pick.show(), fail);
    filled.catch(fail);
  });
}

/**
 * The row of what was typed; none where that is one of the choices that are there. Its label is not the text:
 * the editor puts the label that is nearest to the text first, and first is to be what fits among the
 * choices.
 */
export function typedRows<Value>(
  typed: ((text: string) => Choice<Value> | Notice | undefined) | undefined,
  text: string,
  choices: readonly Choice<Value>[],
): readonly (Choice<Value> | Notice)[] {
  const choice = text.trim() === '' ? undefined : typed?.(text.trim());
  const isKnown = choices.some(({ label, value }) => label === choice?.label || value === choice?.value);
  if (choice === undefined || isKnown) return [];
  if (choice.label !== visibleLine(text.trim(), 200)) return [{ ...choice, alwaysShow: true }];
  const description = [choice.label, choice.description].filter(Boolean).join(' · ');
  return [{ ...choice, label: l10n.t('As typed'), description, alwaysShow: true }];
}

/**
 * Rows as the editor is given them: in its quick picks `$(name)` is an icon wherever it stands.
 */
export function shownItems<Item extends Choice<unknown> | Notice>(items: readonly Item[]): Item[] {
  return items.map(({ detailIcon, ...item }) => ({
    ...item,
    label: pickText(item.label),
    ...(item.description !== undefined && { description: pickText(item.description) }),
    ...(item.detail !== undefined && {
      detail: [detailIcon && `$(${detailIcon})`, pickText(item.detail)].filter(Boolean).join(' '),
    }),
  })) as Item[];
}

/** Whether a row can be picked: a separator and a notice cannot. */
export function isChoice<Value>(item: Choice<Value> | Notice): item is Choice<Value> {
  return 'value' in item;
}

function inSections<Value>(choices: readonly Choice<Value>[]): (Choice<Value> | Notice)[] {
  return choices.flatMap((choice, place) =>
    choice.section === undefined || choice.section === choices[place - 1]?.section
      ? [choice]
      : [{ label: choice.section, kind: vscode.QuickPickItemKind.Separator }, choice],
  );
}

/** Milliseconds that nobody takes for a wait. */
const soonMs = 50;

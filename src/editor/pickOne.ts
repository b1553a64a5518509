import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pickText } from '../jobs/interpretedText.js';
import { visibleLine } from '../jobs/visibleText.js';
import { answered, type InputOptions, newPick } from './answered.js';

/** A value that can be picked, and its texts. These may be untrusted: {@link shownItems} escapes them. */
export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
  /** The icon in front of the detail. */
  readonly detailIcon?: DetailIcon;
  /** The heading of a group of consecutive choices. */
  readonly section?: string;
}

/** A row with information, which cannot be picked. */
export type Notice = vscode.QuickPickItem & { readonly value?: never; readonly detailIcon?: DetailIcon };

/** The rows for typed text. */
export type Typed<Value> = Choice<Value> | readonly Choice<Value>[] | Notice | undefined;

type DetailIcon = 'info' | 'warning';

/** The picked choice, and the button on it if that was clicked. */
export type Picked<Value> = Choice<Value> & { readonly button?: vscode.QuickInputButton };

/** Options of {@link pickOne}. */
export interface PickOptions<Value> extends InputOptions {
  /** The choices. While they are being loaded, the list shows that it is busy. */
  readonly choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>;
  /** Fires with other choices while the list is open. */
  readonly onDidChangeChoices?: vscode.Event<Promise<readonly Choice<Value>[]>>;
  /**
   * Turns typed text into a choice, into several that are not among the choices, or into a notice that
   * says why it is not valid. Absent if the user cannot type a value.
   */
  readonly typed?: (text: string) => Typed<Value>;
  /** Finds choices for typed text that are not among the choices. Enter waits for them. */
  readonly search?: (text: string) => Promise<readonly Choice<Value>[]>;
  /** Whether a value is the current one. */
  readonly active?: (value: Value) => boolean;
  /** The initial text. */
  readonly text?: string;
}

/**
 * Lets the user pick one of several choices, or type a value if `typed` is given. Resolves to undefined if
 * the user cancels, and to `back` if the user goes to the previous step. Rejects if the choices do.
 */
export async function pickOne<Value>(
  options: PickOptions<Value>,
): Promise<Picked<Value> | 'back' | undefined> {
  const pick = newPick<Choice<Value> | Notice>(options);
  pick.matchOnDetail = true;
  pick.value = options.text ?? '';
  return answered<Picked<Value> | 'back'>(
    pick,
    ({ answer, fail, own, show: showPick }) => {
      let choices: readonly Choice<Value>[] = [];
      let typed: readonly (Choice<Value> | Notice)[] = [];
      let found: readonly Choice<Value>[] = [];
      const show = (typedNow = typedRows(options.typed, pick.value, choices)) => {
        typed = typedNow;
        pick.items = shownItems([...inSections(choices), ...typed, ...found]);
      };
      const search = async (text: string) => (text.trim() && (await options.search?.(text.trim()))) || [];
      own(
        pick.onDidChangeValue((text) => {
          // New rows would reset the highlight that the user has moved since this event. So the rows are only
          // replaced if the typed text adds or removes one.
          const typedNow = typedRows(options.typed, text, choices);
          if (typed.length + typedNow.length > 0) show(typedNow);
          search(text)
            .then((foundNow) => {
              if (pick.value !== text || found.length + foundNow.length === 0) return;
              found = foundNow;
              show();
            })
            .catch(fail);
        }),
        pick.onDidTriggerButton(() => answer('back')),
        pick.onDidTriggerItemButton(({ button, item }) => {
          if (isChoice(item)) answer({ ...item, button });
        }),
        pick.onDidAccept(async () => {
          // If the rows for the typed text are not in the list yet, none is selected.
          const [chosen] =
            pick.selectedItems.length > 0
              ? pick.selectedItems
              : [
                  ...typedRows(options.typed, pick.value, choices),
                  ...(await search(pick.value).catch(() => [])),
                ];
          if (chosen !== undefined && isChoice(chosen)) answer(chosen);
        }),
      );
      pick.busy = true;
      let latest = Promise.resolve(options.choices);
      const filled = latest.then((loaded) => {
        choices = loaded;
        pick.busy = false;
        show();
        const active = pick.items.filter((item) => isChoice(item) && options.active?.(item.value));
        // Text that the user has typed meanwhile highlights another row.
        if (active.length > 0 && pick.value === (options.text ?? '')) pick.activeItems = active;
      });
      const changes = options.onDidChangeChoices?.((others) => {
        latest = others;
        filled
          .then(() => others)
          .then((loaded) => {
            if (latest !== others) return;
            const [highlighted] = pick.activeItems;
            choices = loaded;
            pick.keepScrollPosition = true;
            show();
            pick.activeItems = pick.items.filter(
              (item) => isChoice(item) && item.label === highlighted?.label,
            );
          })
          .catch(fail);
      });
      if (changes !== undefined) own(changes);
      // To show an empty list and fill it a moment later takes longer than to show it with its rows.
      Promise.race([filled, wait(soonMs)]).then(showPick, fail);
      filled.catch(fail);
    },
    options,
  );
}

/**
 * The rows for the typed text; none if the text is one of the choices. The label of a single row is not
 * the text, because VS Code would sort it before the matching choices.
 */
export function typedRows<Value>(
  typed: ((text: string) => Typed<Value>) | undefined,
  text: string,
  choices: readonly Choice<Value>[],
): readonly (Choice<Value> | Notice)[] {
  const choice = text.trim() === '' ? undefined : typed?.(text.trim());
  if (choice === undefined) return [];
  if (isSeveral(choice)) return choice;
  if (choices.some(({ label, value }) => label === choice.label || value === choice.value)) return [];
  if (choice.label !== visibleLine(text.trim(), 200)) return [{ ...choice, alwaysShow: true }];
  return [asTyped(choice)];
}

/** A choice whose label is the typed text, below the choices that match it. */
export function asTyped<Value>(choice: Choice<Value>): Choice<Value>;
export function asTyped<Value>(choice: Choice<Value> | Notice): Choice<Value> | Notice;
export function asTyped<Value>(choice: Choice<Value> | Notice): Choice<Value> | Notice {
  const description = [choice.label, choice.description].filter(Boolean).join(' · ');
  return { ...choice, label: l10n.t('As typed'), description, alwaysShow: true };
}

function isSeveral<Value>(typed: Typed<Value>): typed is readonly Choice<Value>[] {
  return Array.isArray(typed);
}

/** The rows for VS Code, with escaped texts: in a quick pick, `$(name)` is an icon. */
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

/** Whether a row can be picked. Separators and notices cannot. */
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

/** Milliseconds that a user does not perceive as a delay. */
const soonMs = 50;

import type * as vscode from 'vscode';
import { answered, newPick } from './answered.js';
import { type Choice, isChoice, type PickOptions, shownItems, typedRows } from './pickOne.js';

/** Options of {@link pickMany}. */
export interface PickManyOptions<Value>
  extends Pick<PickOptions<Value>, 'title' | 'placeholder' | 'canGoBack' | 'sequence'> {
  /** The choices that are shown immediately. */
  readonly choices: readonly Choice<Value>[];
  /** Choices that are appended when they arrive; until then, the list shows that it is busy. */
  readonly moreChoices?: Promise<readonly Choice<Value>[]> | undefined;
  /** Turns any typed text into a choice. */
  readonly typed: (text: string) => Choice<Value>;
  /** The current values. Each must be one of the choices. */
  readonly checked: readonly Value[];
  /** A button on each choice that accepts this choice alone. */
  readonly only?: vscode.QuickInputButton;
  /** The placeholder if the user accepts with nothing checked, which is then refused. */
  readonly needsCheck?: string;
}

/**
 * Lets the user check several choices, and add others by typing. While there is typed text, Enter adds the
 * highlighted row, else the first match, else the text itself; otherwise Enter accepts. Resolves to the
 * checked values, to 'back', or to undefined if the user cancels.
 */
export async function pickMany<Value>(
  options: PickManyOptions<Value>,
): Promise<readonly Value[] | 'back' | undefined> {
  const pick = newPick<Choice<Value>>(options);
  pick.canSelectMany = true;
  return answered<readonly Value[] | 'back'>(
    pick,
    ({ answer, own, show: showPick }) => {
      const withButton = (choice: Choice<Value>) =>
        options.only === undefined ? choice : { ...choice, buttons: [options.only] };
      let choices = options.choices.map(withButton);
      let checked: readonly Value[] = options.checked;
      let checkedBeforeTyping = checked;
      let typed: readonly Choice<Value>[] = [];
      const typedChoices = () => typedRows(options.typed, pick.value, choices).filter(isChoice);
      // Choices are only appended, because VS Code identifies a row by its index.
      const show = (typedNow = typedChoices()) => {
        typed = typedNow;
        const items = shownItems([...choices, ...typed]);
        pick.items = items;
        pick.selectedItems = items.filter(({ value }) => checked.includes(value));
      };
      const add = (more: readonly Choice<Value>[]) => {
        const added = more.filter(({ value }) => !choices.some((choice) => choice.value === value));
        const asTyped = pick.value.trim() === '' ? undefined : options.typed(pick.value.trim());
        choices = [
          ...choices,
          ...added.map((one) => withButton(one.value === asTyped?.value ? asTyped : one)),
        ];
        return added.length > 0;
      };
      /** The original choice of a row, whose texts are not escaped. */
      const originalOf = (item: Choice<Value>) =>
        [...choices, ...typed].find(({ value }) => value === item.value) ?? item;
      const takeTyped = () => {
        const taken = pick.activeItems[0] ?? firstMatch(choices, pick.value) ?? pick.items.at(-1);
        if (taken === undefined) return;
        checked = [...checked.filter((value) => value !== taken.value), taken.value];
        add([originalOf(taken)]);
        pick.value = '';
        show();
      };
      own(
        pick.onDidChangeValue(() => {
          checkedBeforeTyping = checked;
          // New rows would undo what the user has highlighted and checked since this event, which can take
          // long over a slow connection. So the rows are only replaced if the typed text adds or removes one.
          const typedNow = typedChoices();
          if (typed.length + typedNow.length > 0) show(typedNow);
        }),
        pick.onDidChangeSelection((items) => {
          // New rows fire this event again, because VS Code unchecks and checks them. To avoid an endless
          // loop, they are only set if there is a new choice.
          checked = items.map(({ value }) => value);
          if (add(items.map(originalOf))) show();
        }),
        pick.onDidTriggerButton(() => answer('back')),
        pick.onDidTriggerItemButton(({ item }) => answer([item.value])),
        pick.onDidAccept(() => {
          const hasChecked = !isSame(checked, checkedBeforeTyping);
          if (pick.value.trim() !== '' && !hasChecked) takeTyped();
          else if (checked.length > 0 || options.needsCheck === undefined) answer(checked);
          else pick.placeholder = options.needsCheck;
        }),
      );
      show();
      showPick();
      if (options.moreChoices === undefined) return;
      pick.busy = true;
      void options.moreChoices.then((more) => {
        pick.busy = false;
        const highlighted = pick.activeItems.map(({ value }) => value);
        if (!add(more)) return;
        show();
        pick.activeItems = pick.items.filter(({ value }) => highlighted.includes(value));
      });
    },
    options,
  );
}

function isSame<Value>(some: readonly Value[], others: readonly Value[]): boolean {
  return some.length === others.length && some.every((value) => others.includes(value));
}

/** The choice that equals the text, else the first that contains it. */
function firstMatch<Value>(choices: readonly Choice<Value>[], text: string): Choice<Value> | undefined {
  const wanted = text.trim().toLowerCase();
  const words = ({ label, description, value }: Choice<Value>) =>
    [label, String(value), description ?? ''].map((word) => word.toLowerCase());
  return (
    choices.find((choice) => words(choice).includes(wanted)) ??
    choices.find((choice) => words(choice).some((word) => word.includes(wanted)))
  );
}

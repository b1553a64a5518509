import { answered, newPick } from './answered.js';
import { type Choice, isChoice, type PickOptions, shownItems, typedRows } from './pickOne.js';

/** How a pick of several values looks and behaves. */
export interface PickManyOptions<Value>
  extends Pick<PickOptions<Value>, 'title' | 'placeholder' | 'canGoBack'> {
  /** The choices that are known at once. */
  readonly choices: readonly Choice<Value>[];
  /** Those that come later, added below; the list shows that it is busy until they are there. */
  readonly moreChoices?: Promise<readonly Choice<Value>[]> | undefined;
  /** Makes a choice of any text. */
  readonly typed: (text: string) => Choice<Value>;
  /** The values that are set now, all of them among the choices. */
  readonly checked: readonly Value[];
}

/**
 * Lets the user check several choices, and add any by typing them: Enter takes what is typed (the row that is
 * marked, else the first that fits, else the text itself), and ends the pick where nothing is. Resolves to
 * what is checked; to 'back', or to undefined when the user goes away, where what was checked is not to be
 * taken.
 */
export async function pickMany<Value>(
  options: PickManyOptions<Value>,
): Promise<readonly Value[] | 'back' | undefined> {
  const pick = newPick<Choice<Value>>(options);
  pick.canSelectMany = true;
  return answered<readonly Value[] | 'back'>(pick, ({ answer, own }) => {
    let choices = options.choices;
    let checked: readonly Value[] = options.checked;
    let checkedBeforeTyping = checked;
    let typed: readonly Choice<Value>[] = [];
    const typedChoices = () => typedRows(options.typed, pick.value, choices).filter(isChoice);
    // Choices are only ever added at the end: the editor tells of a row by its place.
    const show = (typedNow = typedChoices()) => {
      typed = typedNow;
      const items = shownItems([...choices, ...typed]);
      pick.items = items;
      pick.selectedItems = items.filter(({ value }) => checked.includes(value));
    };
    const add = (more: readonly Choice<Value>[]) => {
      const news = more.filter(({ value }) => !choices.some((choice) => choice.value === value));
      const asTyped = pick.value.trim() === '' ? undefined : options.typed(pick.value.trim());
      choices = [...choices, ...news.map((one) => (one.value === asTyped?.value ? asTyped : one))];
      return news.length > 0;
    };
    /** A choice as it was given, not as the editor shows it. */
    const given = (item: Choice<Value>) =>
      [...choices, ...typed].find(({ value }) => value === item.value) ?? item;
    const takeTyped = () => {
      const taken = pick.activeItems[0] ?? firstThatFits(choices, pick.value) ?? pick.items.at(-1);
      if (taken === undefined) return;
      checked = [...checked.filter((value) => value !== taken.value), taken.value];
      add([given(taken)]);
      pick.value = '';
      show();
    };
    own(
      pick.onDidChangeValue(() => {
        checkedBeforeTyping = checked;
        // Rows that come again undo what was marked and checked while they were on their way: over a slow
        // line that is much. Where what is typed is no row of its own, neither before nor now, they are the
        // same ones.
        const typedNow = typedChoices();
        if (typed.length + typedNow.length > 0) show(typedNow);
      }),
      pick.onDidChangeSelection((items) => {
        // New rows make the editor uncheck all and check them again: to answer that with rows would never
        // end.
        checked = items.map(({ value }) => value);
        if (add(items.map(given))) show();
      }),
      pick.onDidTriggerButton(() => answer('back')),
      pick.onDidAccept(() => {
        const hasChecked = !isSame(checked, checkedBeforeTyping);
        if (pick.value.trim() === '' || hasChecked) answer(checked);
        else takeTyped();
      }),
    );
    show();
    pick.show();
    if (options.moreChoices === undefined) return;
    pick.busy = true;
    void options.moreChoices.then((more) => {
      pick.busy = false;
      const marked = pick.activeItems.map(({ value }) => value);
      if (!add(more)) return;
      show();
      pick.activeItems = pick.items.filter(({ value }) => marked.includes(value));
    });
  });
}

function isSame<Value>(some: readonly Value[], others: readonly Value[]): boolean {
  return some.length === others.length && some.every((value) => others.includes(value));
}

/** A row that is the text, else the first that holds it. */
function firstThatFits<Value>(choices: readonly Choice<Value>[], text: string): Choice<Value> | undefined {
  const wanted = text.trim().toLowerCase();
  const words = ({ label, description, value }: Choice<Value>) =>
    [label, String(value), description ?? ''].map((word) => word.toLowerCase());
  return (
    choices.find((choice) => words(choice).includes(wanted)) ??
    choices.find((choice) => words(choice).some((word) => word.includes(wanted)))
  );
}

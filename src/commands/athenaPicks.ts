import * as l10n from '@vscode/l10n';
import { askText } from '../editor/askText.js';
import { type Choice, pickOne } from '../editor/pickOne.js';

/** What a pick leads to: a value, the previous step, or nothing if the user cancels. */
export type Step<Value> = Value | 'back' | undefined;

/** The title of all picks. */
export function athenaTitle(): string {
  return l10n.t('Backup Jobs: Connect to Athena');
}

/** What a {@link pickName} is for, in words. */
export interface NamePick {
  /** “Select …, or type its name”. */
  readonly placeholder: string;
  /** “The name of …”. */
  readonly prompt: string;
  readonly canGoBack?: true;
  readonly isValid?: (name: string) => boolean;
}

/**
 * Lets the user pick one of some names, or type another one. Without names, a row asks for one: the list may
 * need a permission. Resolves to the value of a further choice if the user picks that.
 */
export async function pickName<Other extends symbol = never>(
  { canGoBack, isValid = () => true, placeholder, prompt }: NamePick,
  names: readonly string[] | Promise<readonly string[]>,
  further: readonly Choice<Other>[] = [],
): Promise<Step<string | Other>> {
  const typeName: Choice<PickedName> = {
    label: l10n.t('Type a Name…'),
    detail: l10n.t('There are none, or the credentials may not list them.'),
    value: { name: undefined },
  };
  const picked = await pickOne<PickedName | Other>({
    title: athenaTitle(),
    placeholder,
    canGoBack,
    choices: Promise.resolve(names).then((all) => [
      ...(all.length === 0 ? [typeName] : all.map(namedChoice)),
      ...further,
    ]),
    typed: (text) => (isValid(text) ? namedChoice(text) : undefined),
  });
  if (picked === undefined || picked === 'back') return picked;
  const { value } = picked;
  if (typeof value === 'symbol') return value;
  if (value.name !== undefined) return value.name;
  const read = (text: string) => (isValid(text.trim()) && text.trim() ? text.trim() : undefined);
  const typed = await askText({
    title: athenaTitle(),
    placeholder: '',
    prompt,
    read,
    complaint: l10n.t('Type a name'),
  });
  return typed?.value;
}

/** A name, or the wish to type one. */
interface PickedName {
  readonly name: string | undefined;
}

function namedChoice(name: string): Choice<PickedName> {
  return { label: name, value: { name } };
}

/** A name as its own choice. */
export function nameChoice(name: string): Choice<string> {
  return { label: name, value: name };
}

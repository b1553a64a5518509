import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { askText } from '../editor/askText.js';
import { type Choice, pickOne } from '../editor/pickOne.js';

/** What a pick leads to: a value, the previous step, or nothing if the user cancels. */
export type Step<Value> = Value | typeof previousStep | undefined;

/** The wish to go back. Not a text, because any text may be a name. */
export const previousStep: unique symbol = Symbol('previous step');

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
  /** What is shown beside some of the names, as soon as it is known. Does not reject. */
  readonly notes?: Promise<ReadonlyMap<string, string>>;
}

/**
 * Lets the user pick one of some names, or type another one. Without names, a row asks for one: the list may
 * need a permission. Resolves to the value of a further choice if the user picks that.
 */
export async function pickName<Other extends symbol = never>(
  { canGoBack, isValid = () => true, notes, placeholder, prompt }: NamePick,
  names: readonly string[] | Promise<readonly string[]>,
  further: readonly Choice<Other>[] = [],
): Promise<Step<string | Other>> {
  const noted = new vscode.EventEmitter<Promise<readonly Choice<PickedName | Other>[]>>();
  const choices = async (known?: ReadonlyMap<string, string>) => {
    const all = await names;
    return [...(all.length === 0 ? [typeName()] : all.map((name) => namedChoice(name, known))), ...further];
  };
  void notes?.then((known) => known.size > 0 && noted.fire(choices(known)));
  const picked = await pickOne<PickedName | Other>({
    title: athenaTitle(),
    placeholder,
    canGoBack,
    choices: choices(),
    onDidChangeChoices: noted.event,
    typed: (text) => (isValid(text) ? namedChoice(text) : undefined),
  }).finally(() => noted.dispose());
  if (picked === undefined) return undefined;
  if (picked === 'back') return previousStep;
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

function typeName(): Choice<PickedName> {
  return {
    label: l10n.t('Type a Name…'),
    detail: l10n.t('There are none, or the credentials may not list them.'),
    value: { name: undefined },
  };
}

function namedChoice(name: string, notes?: ReadonlyMap<string, string>): Choice<PickedName> {
  const description = notes?.get(name);
  return { label: name, ...(description !== undefined && { description }), value: { name } };
}

/** A name as its own choice. */
export function nameChoice(name: string): Choice<string> {
  return { label: name, value: name };
}

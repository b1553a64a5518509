import * as l10n from '@vscode/l10n';
import { type Choice, pickOne } from '../editor/pickOne.js';

/** What a pick leads to: a value, the previous step, or nothing if the user cancels. */
export type Step<Value> = Value | 'back' | undefined;

/** The title of all picks. */
export function athenaTitle(): string {
  return l10n.t('Backup Jobs: Connect to Athena');
}

/** Lets the user pick one of some names, or type another one. */
export async function pickName(
  placeholder: string,
  names: readonly string[] | Promise<readonly string[]>,
  isValid: (name: string) => boolean = () => true,
): Promise<Step<string>> {
  const picked = await pickOne<string>({
    title: athenaTitle(),
    placeholder,
    choices: Promise.resolve(names).then((all) => all.map(nameChoice)),
    typed: (text) => (isValid(text) ? nameChoice(text) : undefined),
  });
  return picked === undefined || picked === 'back' ? picked : picked.value;
}

/** A name as its own choice. */
export function nameChoice(name: string): Choice<string> {
  return { label: name, value: name };
}

import { visibleLine } from '../jobs/visibleText.js';

/**
 * An account as shown to the user: `111122223333 (Production)` if `aliases` has a name for it, otherwise its
 * number.
 */
export function accountText(account: string, aliases: unknown): string {
  const alias = aliasOf(account, aliases);
  return alias === undefined ? account : `${account} (${alias})`;
}

function aliasOf(account: string, aliases: unknown): string | undefined {
  if (typeof aliases !== 'object' || aliases === null || !Object.hasOwn(aliases, account)) return undefined;
  const alias: unknown = (aliases as Record<string, unknown>)[account];
  const shown = typeof alias === 'string' ? visibleLine(alias, 60) : '';
  return shown === '' ? undefined : shown;
}

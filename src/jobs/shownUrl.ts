import { visibleLine } from './visibleText.js';

/**
 * A URL that is safe to show or log, on one line of at most `maxLength` characters: without user info, query
 * and fragment, which may contain secrets, and with the host in its ASCII form.
 */
export function shownUrl(url: string, maxLength = 200): string {
  return visibleLine(withoutUserInfo(url.trim()), maxLength);
}

function withoutUserInfo(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.host === '') return afterUserInfo(text);
  const origin = `${url.protocol}//${url.host}`;
  const { hash, pathname, search } = url;
  // An unescaped `/`, `?` or `#` in a password ends the host too early: the rest of the password follows.
  if (`${pathname}${search}${hash}`.includes('@')) return pathname.includes('@') ? `${origin}/…` : origin;
  return pathname === '/' ? origin : `${origin}${pathname}`;
}

/** Cuts an invalid URL, which may be a mistyped one: everything before its last `@` may be a password. */
function afterUserInfo(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]{0,20}:\/\//i.exec(text)?.[0] ?? '';
  const rest = text.slice(Math.max(scheme.length, text.lastIndexOf('@') + 1));
  return `${scheme}${rest.split(/[?#]/, 1)[0] ?? ''}`;
}

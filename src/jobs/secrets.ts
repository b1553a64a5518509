import { textStart } from './visibleText.js';

/**
 * A text with its secrets hidden, see {@link hideSecrets}: at most `maxLength` characters, which must be far
 * fewer than {@link maxExamined}.
 */
export function withoutSecrets(text: string, maxLength: number): string {
  const bare = hideSecrets(examined(text)).trim();
  return bare.length > maxLength ? `${textStart(bare, maxLength - 1)}…` : bare;
}

/**
 * Hides what others must not see in a text of a service, a program or the SDK: keys, tokens, signatures, user
 * info in URLs, and the canonical request that AWS quotes when a signature does not match. Linear time for
 * any text.
 */
export function hideSecrets(text: string): string {
  return secrets
    .reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), text)
    .split('://')
    .map((part, place) => (place === 0 ? part : withoutUserInfo(part)))
    .join('://');
}

/** Cuts only between words: half a secret is not recognized as one. */
function examined(text: string): string {
  if (text.length <= maxExamined) return text;
  const start = text.slice(0, maxExamined);
  return `${start.slice(0, Math.max(0, start.search(/\s\S*$/)))}…`;
}

/**
 * Handles what follows `://`. An unescaped `/` in a password ends the host too early; then its port is not a
 * number.
 */
function withoutUserInfo(rest: string): string {
  const end = rest.search(/[\s"'<>]|$/);
  const at = rest.lastIndexOf('@', end - 1);
  if (at === -1) return rest;
  const host = rest.slice(0, rest.search(/[/?#]|$/));
  const atOfHost = host.lastIndexOf('@', end - 1);
  if (atOfHost !== -1) return `…${rest.slice(atOfHost)}`;
  return /^[^:\][]*:(?!\d*$)/.test(host) ? `…${rest.slice(at)}` : rest;
}

/** Each is linear: no two repetitions in it can match the same characters. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/\bThe (?:Canonical String|String-to-Sign)[\s\S]*/gi, ''],
  [/\b(Authorization|X-Amz-Security-Token)\b["']?\s*[:=].*/gi, '$1: …'],
  [/\b(Credential|Signature)=[^\s,&]+/gi, '$1=…'],
  [
    /((?:Secret|Session|Access|Refresh|Client|Id)_?(?:Access_?)?(?:Key|Token|Secret))(["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi,
    '$1$2…',
  ],
  [/(?<![A-Za-z0-9])(A[SK]IA)[A-Z0-9]{8,}/g, '$1…'],
  [/[A-Za-z0-9+/_=-]{100,}/g, '…'],
];

/** The number of characters that are examined: far more than is shown. */
const maxExamined = 20_000;

import { textStart } from './visibleText.js';

/**
 * A text with its secrets hidden (see {@link hideSecrets}), cut to `maxLength` characters. `maxLength` must
 * be far less than {@link maxExamined}.
 */
export function withoutSecrets(text: string, maxLength: number): string {
  const bare = hideSecrets(examined(text)).trim();
  return bare.length > maxLength ? `${textStart(bare, maxLength - 1)}…` : bare;
}

/**
 * Hides secrets in a text from a service, a program or the SDK: keys, tokens, signatures, user info in URLs,
 * and the canonical request that AWS quotes when a signature does not match. Takes linear time for any text.
 */
export function hideSecrets(text: string): string {
  return secrets
    .reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), text)
    .split('://')
    .map((part, place) => (place === 0 ? part : withoutUserInfo(part)))
    .join('://');
}

/** Cuts a long text between words, because the patterns do not recognize half a secret. */
function examined(text: string): string {
  if (text.length <= maxExamined) return text;
  const start = text.slice(0, maxExamined);
  return `${start.slice(0, Math.max(0, start.search(/\s\S*$/)))}…`;
}

/**
 * Removes the user info after `://`. An unescaped `/` in a password ends the host too early; then its port is
 * not a number.
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

/** Each pattern takes linear time: no two of its repetitions can match the same characters. */
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

/** The number of characters that are searched for secrets: far more than are shown. */
const maxExamined = 20_000;

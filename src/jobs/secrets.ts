import { textStart } from './visibleText.js';

/** A text with its secrets hidden, see {@link hideSecrets}: at most `longest` characters, which are few beside {@link maxExamined}. */
export function withoutSecrets(text: string, longest: number): string {
  const bare = hideSecrets(examined(text)).trim();
  return bare.length > longest ? `${textStart(bare, longest - 1)}…` : bare;
}

/**
 * A text of a service, a program or the SDK without what nobody else may see: keys, tokens, signatures, user info in
 * addresses, and the canonical request that AWS quotes when a signature does not match. Takes time in proportion to the text's
 * length, whatever it is made of.
 */
export function hideSecrets(text: string): string {
  return secrets
    .reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), text)
    .split('://')
    .map((part, place) => (place === 0 ? part : withoutUserInfo(part)))
    .join('://');
}

/** No word is cut at the end: half a secret is not recognized as one. */
function examined(text: string): string {
  if (text.length <= maxExamined) return text;
  const start = text.slice(0, maxExamined);
  return `${start.slice(0, Math.max(0, start.search(/\s\S*$/)))}…`;
}

/** What follows `://`. An unescaped `/` in a password ends the host too early, which then has a port that is no number. */
function withoutUserInfo(rest: string): string {
  const end = rest.search(/[\s"'<>]|$/);
  const at = rest.lastIndexOf('@', end - 1);
  if (at === -1) return rest;
  const host = rest.slice(0, rest.search(/[/?#]|$/));
  const atOfHost = host.lastIndexOf('@', end - 1);
  if (atOfHost !== -1) return `…${rest.slice(atOfHost)}`;
  return /^[^:\][]*:(?!\d*$)/.test(host) ? `…${rest.slice(at)}` : rest;
}

/** Each is linear: no two repetitions in it can take the same characters. */
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

/** How much of a text is looked at: far more than anybody is shown. */
const maxExamined = 20_000;

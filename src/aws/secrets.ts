/**
 * A text of a service, a program or the SDK without what nobody else may see: keys, tokens, signatures, and the
 * canonical request that AWS quotes when a signature does not match. At most `longest` characters.
 */
export function withoutSecrets(text: string, longest: number): string {
  const bare = secrets
    .reduce((rest, [pattern, replacement]) => rest.replaceAll(pattern, replacement), text.slice(0, 20_000))
    .trim();
  return bare.length > longest ? `${bare.slice(0, longest - 1)}…` : bare;
}

const secrets: readonly (readonly [RegExp, string])[] = [
  [/\s*The (?:Canonical String|String-to-Sign)[\s\S]*/gi, ''],
  [/\b(Authorization|X-Amz-Security-Token)\b\s*[:=].*/gi, '$1: …'],
  [/\b(Credential|Signature)=[^\s,&]+/gi, '$1=…'],
  [
    /((?:Secret|Session|Access|Refresh|Client|Id)_?(?:Access_?)?(?:Key|Token|Secret))(["']?\s*[:=]\s*["']?)[^\s"',}&]+/gi,
    '$1$2…',
  ],
  [/\b(A[SK]IA)[A-Z0-9]{8,}/g, '$1…'],
  [/[A-Za-z0-9+/_=-]{100,}/g, '…'],
  [/(:\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1…@'],
];

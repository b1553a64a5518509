import { cached } from './cached.js';
import { textStart } from './visibleText.js';

/**
 * The pattern of a status message: placeholders stand for ARNs, IDs, times and numbers, so that messages
 * about different jobs have the same pattern. A number that is a code stays, because it is the cause: HTTP
 * 403 is not HTTP 404. An amount, such as a quota or a size, does not: the cause is that it was reached. Uses
 * only the start of a very long message. Takes linear time. A pattern is its own pattern, so that a filter
 * can have either.
 */
export function messagePattern(message: string): string {
  return patternOf(message);
}

/** A placeholder may uncover another ID beside it, so the text is read again until nothing changes. */
function withPlaceholders(message: string): string {
  let pattern = textStart(message, maxLength);
  for (let round = 0; round < maxRounds; round++) {
    const before = pattern;
    for (const [varying, placeholder] of placeholders) pattern = pattern.replaceAll(varying, placeholder);
    pattern = pattern.replaceAll(codeOrNumber, (_, code: string | undefined) => code ?? '<number>');
    pattern = textStart(pattern.replaceAll(/\s+/g, ' '), maxLength).trim();
    if (pattern === before) break;
  }
  return pattern;
}

/**
 * The order matters: an ARN contains ids, and an id contains numbers. A period or colon that ends an ARN or a
 * time belongs to the sentence.
 */
const placeholders: readonly (readonly [RegExp, string])[] = [
  [/\barn:[^\s,;"'()<>]{1,300}(?<![.:])/gi, '<ARN>'],
  // The services' request IDs have any form.
  [/\b((?:request|correlation|host|trace) ?id[:=]? ?)(?=[^\s,;)]{0,99}\d)[^\s,;)]{6,100}/gi, '$1<id>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}[\d:.]{0,12}(?<![.:])Z?)?/g, '<time>'],
  // vol-0a1b2c3d4e5f, snap-…, i-…, fs-…
  [/\b[a-z]{1,16}-(?=[0-9a-f]{0,40}\d)[0-9a-f]{6,40}\b/gi, '<id>'],
  [/\b(?=[0-9a-f]{0,63}\d)(?=[0-9a-f]{0,63}[a-f])[0-9a-f]{12,64}\b/gi, '<id>'],
];

/**
 * A code or a part of a name, or any other number. A code is hexadecimal (`0x800423F4`), follows a word such
 * as `code` or `HTTP` (`Status Code: 403`, `HTTP/1.1 404`, `error 5`), or precedes its meaning (`403
 * Forbidden`).
 */
const codeOrNumber = new RegExp(
  `(${[
    String.raw`\b0x[0-9a-f]{1,8}\b`,
    String.raw`\b(?:http|status|code|errno|error|exit|hresult|[a-z]{1,40}code)(?:/\d\.\d)?[\s:=#(]{1,3}\d{1,10}\b(?![.,:]\d)`,
    String.raw`\bhttp[- ]?\d{3}\b`,
    String.raw`\b[45]\d\d(?= (?:bad|conflict|forbidden|gateway|internal|not|service|too|unauthorized)\b)`,
    String.raw`\b(?:ec2|s3)\b`,
  ].join('|')})|\\d+(?:[.,:]\\d+)*`,
  'gi',
);

const maxLength = 1000;
const maxRounds = 4;

/** Many jobs have exactly the same message, and groups are compared at each change. */
const patternOf = /* @__PURE__ */ cached(2000, withPlaceholders);

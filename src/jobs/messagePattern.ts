import { textStart } from './visibleText.js';

/**
 * The pattern of a status message: placeholders stand for ARNs, IDs, times and numbers, so that messages
 * about different jobs have the same pattern. Uses only the start of a very long message. Takes linear time.
 */
export function messagePattern(message: string): string {
  const known = cache.get(message);
  if (known !== undefined) return known;
  const pattern = withPlaceholders(message);
  if (cache.size >= maxCacheEntries) cache.clear();
  cache.set(message, pattern);
  return pattern;
}

/** The pattern that a text stands for: the text itself if it is a pattern already, else that of a message. */
export function patternFrom(text: string): string {
  return /<(?:ARN|id|number|time)>/.test(text) ? text : messagePattern(text);
}

function withPlaceholders(message: string): string {
  let pattern = textStart(message, maxLength);
  for (const [varying, placeholder] of placeholders) pattern = pattern.replaceAll(varying, placeholder);
  return pattern.replaceAll(/\s+/g, ' ').trim();
}

/**
 * The order matters: an ARN contains ids, and an id contains numbers. A period or colon that ends an ARN or a
 * time belongs to the sentence.
 */
const placeholders: readonly (readonly [RegExp, string])[] = [
  [/\barn:[^\s,;"'()<>]{1,300}(?<![.:])/gi, '<ARN>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}[\d:.]{0,12}(?<![.:])Z?)?/g, '<time>'],
  // vol-0a1b2c3d4e5f, snap-…, i-…, fs-…
  [/\b[a-z]{1,16}-(?=[0-9a-f]{0,40}\d)[0-9a-f]{6,40}\b/gi, '<id>'],
  [/\b(?=[0-9a-f]{0,63}\d)(?=[0-9a-f]{0,63}[a-f])[0-9a-f]{12,64}\b/gi, '<id>'],
  [/\d+(?:[.,:]\d+)*/g, '<number>'],
];

const maxLength = 1000;

/** Many jobs have exactly the same message, and groups are compared at each change. */
const cache = new Map<string, string>();
const maxCacheEntries = 2000;

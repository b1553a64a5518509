import { textStart } from './visibleText.js';

/**
 * What messages that say the same of different jobs have in common: placeholders stand for ARNs, IDs, times
 * and numbers. Only the beginning of a very long message counts. The time that it takes grows with the length
 * and no faster.
 */
export function messagePattern(message: string): string {
  const known = patterns.get(message);
  if (known !== undefined) return known;
  const pattern = withPlaceholders(message);
  if (patterns.size >= maxPatternsKept) patterns.clear();
  patterns.set(message, pattern);
  return pattern;
}

function withPlaceholders(message: string): string {
  let pattern = textStart(message, maxRead);
  for (const [varying, placeholder] of placeholders) pattern = pattern.replaceAll(varying, placeholder);
  return pattern.replaceAll(/\s+/g, ' ').trim();
}

/** In this order: an ARN holds ids, and an id holds numbers. */
const placeholders: readonly (readonly [RegExp, string])[] = [
  [/\barn:[^\s,;"'()<>]{1,300}/gi, '<ARN>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}[\d:.]{0,12}Z?)?/g, '<time>'],
  // vol-0a1b2c3d4e5f, snap-…, i-…, fs-…
  [/\b[a-z]{1,16}-(?=[0-9a-f]{0,40}\d)[0-9a-f]{6,40}\b/gi, '<id>'],
  [/\b(?=[0-9a-f]{0,63}\d)(?=[0-9a-f]{0,63}[a-f])[0-9a-f]{12,64}\b/gi, '<id>'],
  [/\d+(?:[.,:]\d+)*/g, '<number>'],
];

const maxRead = 1000;

/** Thousands of jobs share a message, and their groups are compared at each change. */
const patterns = new Map<string, string>();
const maxPatternsKept = 2000;

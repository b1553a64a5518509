/**
 * Whether a value has objects or lists within each other to more levels than a job can need. Code that
 * recurses, such as `JSON.stringify`, fails for thousands of levels.
 */
export function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isNested);
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= maxDepth) return true;
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
  return false;
}

function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const maxDepth = 100;

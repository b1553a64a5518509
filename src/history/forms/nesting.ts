/**
 * Whether a value has objects or lists within each other to more levels than a job can need. Code that
 * recurses, such as `JSON.stringify`, fails for thousands of levels.
 */
export function isTooDeep(value: unknown, levels = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const name in value) if (isTooDeep(value[name as keyof object], levels - 1)) return true;
  return false;
}

const maxDepth = 100;

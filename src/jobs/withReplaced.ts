/**
 * A copy of plain data in which some objects are replaced, also those that are keys of a map. What is the
 * same object in several places stays that. Dates and typed arrays are not copied. The data must not contain
 * itself.
 *
 * @param replacementOf undefined copies the object, with its members replaced
 */
export function withReplaced<Value>(
  value: Value,
  replacementOf: (object: object) => object | undefined,
): Value {
  const copies = new Map<object, object>();
  const copyOf = (one: unknown): unknown => {
    if (typeof one !== 'object' || one === null || one instanceof Date || ArrayBuffer.isView(one)) return one;
    let copy = copies.get(one);
    if (copy === undefined) {
      copy = replacementOf(one) ?? copied(one, copyOf);
      copies.set(one, copy);
    }
    return copy;
  };
  return copyOf(value) as Value;
}

function copied(value: object, copyOf: (one: unknown) => unknown): object {
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [copyOf(key), copyOf(member)]));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member)]));
}

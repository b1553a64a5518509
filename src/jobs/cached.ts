/**
 * A function that keeps its results by their keys, up to a number of them: then it forgets all. The result is
 * never undefined.
 */
export function cached<Key, Value>(maxEntries: number, read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = read(key);
    if (known.size >= maxEntries) known.clear();
    known.set(key, value);
    return value;
  };
}

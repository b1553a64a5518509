/**
 * JSON of a value of a job, from which {@link parseExactJson} makes the same value. Values that JSON lacks
 * are objects with one field: dates, `bigint`, and numbers such as -0. Such an object of the value itself is
 * wrapped. Undefined fields are left out.
 */
export function exactJson(value: unknown): string {
  // Most values are the same with tags, and the copy takes longer than the rest.
  return JSON.stringify(mayNeedTags(value) ? tagged(value) : value);
}

/** The value of {@link exactJson}. */
export function parseExactJson(json: string): unknown {
  return untagged(JSON.parse(json));
}

function mayNeedTags(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value) || Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint';
  if (value instanceof Date) return true;
  if (Array.isArray(value)) return value.some(mayNeedTags);
  return Object.keys(value).some((name) => name.startsWith('$') || mayNeedTags(value[name as keyof object]));
}

function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return { $integer: String(value) };
  if (typeof value === 'number')
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.getTime() };
  if (Array.isArray(value)) return value.map(tagged);
  const fields = Object.entries(value).flatMap(([name, one]) =>
    one === undefined ? [] : [[name, tagged(one)] as const],
  );
  const copy = Object.fromEntries(fields);
  return tagOf(copy) === undefined ? copy : { $object: copy };
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  const tag = tagOf(value);
  if (tag === undefined) return untaggedFields(value);
  const [name, content] = tag;
  switch (name) {
    case '$integer':
      return BigInt(String(content));
    case '$number':
      return Number(content);
    case '$date':
      return new Date(content === null ? Number.NaN : Number(content));
    case '$object':
      return untaggedFields(content as object);
  }
}

function untaggedFields(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, untagged(one)]));
}

/** The only field of an object, if it is a tag. */
function tagOf(value: object): readonly [name: Tag, content: unknown] | undefined {
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0) return undefined;
  const tag = tags.find((one) => one === first[0]);
  return tag === undefined ? undefined : [tag, first[1]];
}

type Tag = (typeof tags)[number];
const tags = ['$date', '$integer', '$number', '$object'] as const;

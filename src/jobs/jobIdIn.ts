/**
 * The backup job's id in what a person pasted: the id alone, a line of a log, an event, an address of the AWS console.
 * AWS writes ids as UUIDs; one word alone may be an id of another shape. Undefined where there is none.
 */
export function jobIdIn(text: string): string | undefined {
  const trimmed = text.trim();
  const [afterWord] = /(?<=\/jobs\/backup\/|backup-?job-?id["'\s:=]{0,4})[\w-]{8,}/i.exec(trimmed) ?? [];
  const [uuid] = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/i.exec(trimmed) ?? [];
  return afterWord ?? uuid ?? (/^[\w-]{4,100}$/.test(trimmed) ? trimmed : undefined);
}

/**
 * The backup job's id in what a person pasted: the id alone, a line of a log, an event, an address of the AWS console.
 * AWS writes ids as UUIDs; an id of another shape is taken where a name or an address says that it is one, and as one word alone.
 * Undefined where there is none.
 */
export function jobIdIn(text: string): string | undefined {
  const trimmed = text.trim();
  for (const pattern of [namedUuid, namedId, uuid, oneWord]) {
    const [found] = pattern.exec(trimmed) ?? [];
    if (found !== undefined) return found;
  }
  return undefined;
}

const uuid = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/i;
const oneWord = /^[\w-]{4,100}$/;

/** In an envelope, JSON within JSON, an id stands behind quotes that are escaped, perhaps twice. */
const afterName = String.raw`(?<=backup[\s_-]?job[\s_-]?id[\\"':=\s]{1,12})`;
const afterAddress = String.raw`(?<=\/jobs\/backup\/)`;
const namedUuid = new RegExp(`(?:${afterName}|${afterAddress})${uuid.source}`, 'i');
/** What follows the name in a sentence (`the backup job ID provided`) is a word: it has no digit. */
const namedId = new RegExp(String.raw`${afterName}(?=[\w-]*\d)\w[\w-]{7,}|${afterAddress}[\w-]{8,}`, 'i');

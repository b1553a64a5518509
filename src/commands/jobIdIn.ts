/**
 * The ID of a backup job in pasted text: an ID alone, a log line, an event of EventBridge or CloudTrail, a
 * notification, or the address of the job's page in the AWS console. AWS's IDs are UUIDs. An ID of another
 * shape counts if a name or an address marks it as one, or if it is the only word. Undefined if there is
 * none: IDs of events, messages, requests, recovery points, keys, copy jobs and restore jobs do not count.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
export function jobIdIn(text: string): string | undefined {
  // In an envelope (JSON in JSON), quotes are escaped, perhaps twice.
  const plain = text.trim().replaceAll('\\"', '"').replaceAll('\\', '');
  return (
    namedUuid.exec(plain)?.[0] ??
    namedId.exec(plain)?.[0] ??
    attributedId(plain) ??
    unnamedUuid(plain) ??
    oneWord.exec(plain)?.[0]
  );
}

/** The ID in the attributes of a notification, if they are about a backup job. */
function attributedId(text: string): string | undefined {
  return isBackupNotification.test(text) ? attributeId.exec(text)?.[1] : undefined;
}

/** The first UUID, except those that the text before them marks as IDs of something else. */
function unnamedUuid(text: string): string | undefined {
  for (const { 0: id, index } of text.matchAll(uuids)) {
    const before = text.slice(Math.max(0, index - 60), index);
    const [, label] = labelBefore.exec(before) ?? [];
    const isOther = before.endsWith('/') || otherThing.test(before);
    if (!isOther && (label === undefined || jobLabel.test(label))) return id;
  }
  return undefined;
}

const uuid = String.raw`\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b`;
const uuids = new RegExp(uuid, 'gi');
const oneWord = /^[\w-]{4,100}$/;

const afterName = String.raw`(?<=backup[\s_-]?job[\s_-]?id["':=\s]{1,12})`;
const afterAddress = String.raw`(?<=\/jobs\/backup\/(?:details\/)?|:backup-job[:/])`;
const namedUuid = new RegExp(`(?:${afterName}|${afterAddress})${uuid}`, 'i');
/** Requires a digit, because an ordinary word may follow, as in `the backup job ID provided`. */
const namedId = new RegExp(
  String.raw`${afterName}(?=[\w-]*\d)\w[\w-]{7,}|${afterAddress}(?!details\/)[\w-]{8,}`,
  'i',
);

/** `"EventType": { "Type": "String", "Value": "BACKUP_JOB" }`; in a queue, it is `StringValue`. */
const isBackupNotification = /"EventType"\s*:\s*\{[^{}]*Value"\s*:\s*"BACKUP_JOB"/;
const attributeId = /"Id"\s*:\s*\{[^{}]*Value"\s*:\s*"([\w-]{8,100})"/;

const labelBefore = /([\w.-]+)\s*["']?\s*[:=]\s*["']?$/;
const jobLabel = /^job[_-]?(id)?$/i;
const otherThing =
  /\b(copy|restore|request|message|event|recovery[\s_-]?point|scan|report|subscription|trace|plan|rule|key)[\s_-]*(job)?[\s_-]*(id)?[\s"':=]*(is\s+)?$/i;

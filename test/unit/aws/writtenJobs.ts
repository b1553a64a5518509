import fc from 'fast-check';
import { backupJobFields } from '../../../src/jobs/backupJob.js';

/** Numbers in forms that `JSON.stringify` does not write: too long, like AWS timestamps, or unusual. */
const rawNumbers = [
  '12345678901234567890',
  '1.795566118961E9',
  '1.5E1',
  '15E9',
  '1.5E-3',
  '-0',
  '0.10',
  '1e5',
];
const rawNumber = (number: string) => `the number ${number}`;

/** Text that looks like JSON syntax, and names that break code which builds objects. */
export const texts = fc.oneof(
  fc.constantFrom('},{', '}]', '{"BackupJobs":[', '\\"},{"', '__proto__', 'constructor', 'é},{', '\u{1F4BE}'),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('COMPLETED', 'nightly', 'arn:aws:backup:us-east-1:111122223333:backup-vault:prod'),
);
/** Times as exports and the AWS CLI write them, and nearly so. */
const times = fc.oneof(
  fc
    .date({ min: new Date('1969-01-01'), max: new Date('2107-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-11-24T01:05:09Z',
    '2026-02-30T00:00:00Z',
    '2026-11-24T24:00:00.000Z',
    '2026-13-01T00:00:00Z',
    '0026-11-24T01:05:09Z',
    '2026-11-24T01:05:09.1Z',
    '2026-11-24T01:05:09,123Z',
    '2026-11-24T01:05:60Z',
    '2026-11-24t01:05:09Z',
    '2026-11-2AT01:05:09Z',
    '2026-11-24T01:05:09.12aZ',
  ),
);
const values = fc.oneof(
  texts,
  fc.double({ noDefaultInfinity: true, noNaN: true }),
  fc.integer({ min: 1_700_000_000, max: 1_800_000_000 }),
  times,
  fc.constantFrom(...rawNumbers.map(rawNumber)),
  fc.boolean(),
  fc.constant(null),
  fc.dictionary(texts, fc.oneof(texts, fc.integer(), fc.constant(null)), { maxKeys: 3 }),
  fc.array(fc.dictionary(texts, texts, { maxKeys: 2 }), { maxLength: 3 }),
);
const names = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<string>(...backupJobFields) },
  { weight: 1, arbitrary: texts },
);
const fields = fc.array(fc.tuple(names, values), { maxLength: 12 });

/** Jobs that share most of their fields with earlier jobs, exactly or nearly. */
const likeJobs = fc
  .tuple(
    fc.array(fields, { minLength: 1, maxLength: 3 }),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(1, 12, 123, true, 'tru', ''))),
        fc.nat(20),
      ),
      { maxLength: 6 },
    ),
  )
  .map(([models, copies]) =>
    copies.map(([model, changes, omitted]) => {
      const copy = [...(models[model % models.length] ?? [])];
      for (const [place, value] of changes) {
        const [name] = copy[place % copy.length] ?? [];
        if (name !== undefined) copy[place % copy.length] = [name, value];
      }
      copy.splice(omitted, 1);
      return jobOf(copy);
    }),
  );

/** Jobs of one list, some of which share most of their fields. */
export const jobLists = fc.oneof(fc.array(fields.map(jobOf), { maxLength: 6 }), likeJobs);

/** The JSON of a value, with its {@link rawNumbers} as numbers. */
export function written(value: unknown, layout?: number): string {
  return JSON.stringify(value, undefined, layout).replaceAll(/"the number ([^"]+)"/g, '$1');
}

/** A text with some of its bytes changed. */
export function damaged(texts: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> {
  return fc
    .tuple(
      texts,
      fc.array(
        fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...' "\\,:{}[]e0.-\n\u0000\u0001é', '\0'.repeat(8))),
        { minLength: 1, maxLength: 2 },
      ),
    )
    .map(([text, damages]) =>
      damages.reduce((damaged, [place, cut, inserted]) => {
        const at = place % Math.max(1, damaged.length);
        return Buffer.concat([damaged.subarray(0, at), Buffer.from(inserted), damaged.subarray(at + cut)]);
      }, text),
    );
}

function jobOf(members: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(members);
}

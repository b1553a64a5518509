import fc from 'fast-check';

/**
 * Makes all laws generate the cases of one seed, so that a run has the same cases on every machine. TEST_SEED
 * is another seed, or `random` for a new one in each law.
 */
export function seedLaws(): void {
  const seed = process.env['TEST_SEED'];
  if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed ?? usualSeed) });
}

const usualSeed = 1;

import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../src/jobs/jobSource.js';
import { maxSilenceMs, waitBefore } from '../../../../src/jobs/sweep/retries.js';

function wait(kind: FailureKind, past: Partial<Parameters<typeof waitBefore>[1]> = {}): number | undefined {
  const failure = { kind, summary: '', detail: '', remedy: 'retry' } as const;
  return waitBefore(failure, { attempts: 1, silenceMs: 0, ...past });
}

describe('The wait before a page is retried', () => {
  it('exists only for transient failures', () => {
    const kinds: readonly FailureKind[] = [
      'throttled',
      'network',
      'service',
      'timeout',
      'accessDenied',
      'credentials',
      'signInExpired',
      'aborted',
      'invalidParameter',
      'notFound',
      'unreadableAnswer',
      'configuration',
    ];
    assert.deepEqual(
      kinds.filter((kind) => wait(kind) !== undefined),
      ['throttled', 'network', 'service'],
    );
  });

  it('doubles up to 12.8 seconds, and ends after six attempts unless the service throttles', () => {
    const attempts = Array.from({ length: 10 }, (_, place) => place + 1);
    const waits = [100, 200, 400, 800, 1600, 3200, 6400, 12_800, 12_800, 12_800];
    const limited = waits.map((milliseconds, place) => (place < 5 ? milliseconds : undefined));
    for (const kind of ['network', 'service'] as const)
      assert.deepEqual(
        attempts.map((count) => wait(kind, { attempts: count })),
        limited,
      );
    assert.deepEqual(
      attempts.map((count) => wait('throttled', { attempts: count })),
      waits,
    );
  });

  it('ends before three minutes of silence, pauses included', () => {
    const until = maxSilenceMs - 100;
    assert.deepEqual(
      [
        maxSilenceMs,
        wait('throttled', { silenceMs: until - 1 }),
        wait('throttled', { silenceMs: until }),
        wait('throttled', { pauseMs: maxSilenceMs - 1 }),
        wait('throttled', { pauseMs: maxSilenceMs }),
      ],
      [180_000, 100, undefined, 100, undefined],
    );
  });
});

/**
 * The memory in use on the heap and in buffers, in megabytes, after garbage collection. Needs `--expose-gc`.
 */
export function usedMb(): number {
  globalThis.gc?.();
  // Buffers are freed in parallel; the second collection waits for that.
  globalThis.gc?.();
  const { external, heapUsed } = process.memoryUsage();
  return (external + heapUsed) / 2 ** 20;
}

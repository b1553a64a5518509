/** What is in use on the heap and in buffers, in megabytes, once all else is collected: needs `--expose-gc`. */
export function usedMb(): number {
  globalThis.gc?.();
  // Buffers are freed beside it; the second one waits for that.
  globalThis.gc?.();
  const { external, heapUsed } = process.memoryUsage();
  return (external + heapUsed) / 2 ** 20;
}

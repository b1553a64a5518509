/** Whether what was read then is too old to answer a new question with. */
export function isOldRead(readAt: Date | undefined): boolean {
  return readAt !== undefined && Date.now() - readAt.getTime() > oldMs;
}

const oldMs = 5 * 60_000;

/** A successful answer that is not one of AWS Backup. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

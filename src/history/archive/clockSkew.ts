/**
 * In milliseconds: by how much a clock may be wrong without notice. AWS accepts no request if the clocks
 * differ by more than five minutes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export const skewMs = 5 * 60_000;

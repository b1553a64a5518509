/** A person has to sign in before there are credentials. */
export class SignInNeededError extends Error {
  override readonly name = 'SignInNeededError';
}

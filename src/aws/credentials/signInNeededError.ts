/** There are no credentials until a person signs in. */
export class SignInNeededError extends Error {
  override readonly name = 'SignInNeededError';
}

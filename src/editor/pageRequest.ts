/** What a message from a page has, of which nothing is known. */
export type MessageMembers = Readonly<Record<string, unknown>>;

/** Reads the members of each kind of request; undefined where one of them is not what it has to be. */
export type RequestReaders<Request extends { readonly kind: string }> = {
  readonly [Kind in Request['kind']]: (
    members: MessageMembers,
  ) => Omit<Extract<Request, { readonly kind: Kind }>, 'kind'> | undefined;
};

/**
 * The request that a message from a page is; undefined for anything else, for a page is not to be trusted.
 */
export function requestFrom<Request extends { readonly kind: string }>(
  message: unknown,
  readers: RequestReaders<Request>,
): Request | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  const { kind } = message;
  if (!isKind(kind, readers)) return undefined;
  const members = readers[kind](message as MessageMembers);
  return members && ({ ...members, kind } as unknown as Request);
}

function isKind<Kind extends string>(kind: unknown, readers: Readonly<Record<Kind, unknown>>): kind is Kind {
  return typeof kind === 'string' && Object.hasOwn(readers, kind);
}

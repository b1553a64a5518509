/** The unchecked members of a message from a page. */
export type MessageMembers = Readonly<Record<string, unknown>>;

/** Reads and checks the members of each kind of request; undefined if one of them is not valid. */
export type RequestReaders<Request extends { readonly kind: string }> = {
  readonly [Kind in Request['kind']]: (
    members: MessageMembers,
  ) => Omit<Extract<Request, { readonly kind: Kind }>, 'kind'> | undefined;
};

/** The request in a message from a page; undefined for anything else, because pages are not trusted. */
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

/** Whether a member of a message is a count or an index. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Runs a test in another time zone of the machine, an IANA name. */
export async function inZone<Result>(zone: string, work: () => Result | Promise<Result>): Promise<Result> {
  const { TZ } = process.env;
  process.env['TZ'] = zone;
  try {
    return await work();
  } finally {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  }
}

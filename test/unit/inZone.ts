/** Runs `work` in another time zone (an IANA name), then restores the zone of this process. */
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

import { createHash } from 'node:crypto';
import type { Slices } from '../../jobs/slices.js';
import { exportText } from '../export/exportText.js';
import type { ReportRegion } from './reportContent.js';

/** The bytes of NDJSON so far. */
export class DigestBuilder {
  readonly #hash = createHash('sha256');
  #bytes = 0;

  add(piece: string): void {
    const bytes = Buffer.from(piece, 'utf8');
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  result(): { readonly sha256: string; readonly bytes: number } {
    return { sha256: this.#hash.digest('hex'), bytes: this.#bytes };
  }
}

/**
 * The jobs of a report as NDJSON, in pieces, each of which is added to the digest. Each job has its region if
 * there are several. Pauses after each piece.
 */
export async function* digestedJobs(
  regions: readonly Pick<ReportRegion, 'jobs' | 'region'>[],
  digest: DigestBuilder,
  slices: Slices,
): AsyncGenerator<string, void, undefined> {
  for await (const piece of exportText(regions, { kind: 'ndjson', namesRegion: regions.length > 1 })) {
    digest.add(piece);
    yield piece;
    await slices.pause();
  }
}

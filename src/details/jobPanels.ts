import type { JobReader, JobReference } from '../jobs/jobReader.js';
import type { Remedy } from '../jobs/jobSource.js';
export class JobPanels {
  activeReference: JobReference | undefined;
  constructor(_: { extensionUri: unknown; reader: JobReader; runRemedy: (remedy: Remedy) => void }) {}
  open(_: JobReference, __: { preserveFocus: boolean }): void {}
  dispose(): void {}
}

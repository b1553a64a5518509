import * as l10n from '@vscode/l10n';
import { withNotification } from '../editor/notify.js';
import type { AthenaRunner, FinishedQuery } from '../history/athena/athenaRunner.js';

/** Runs queries. While they take long, one notification says so, and stops all of them if it is cancelled. */
export class StoppableQueries implements AthenaRunner {
  readonly page: AthenaRunner['page'];
  readonly #runner: AthenaRunner;
  readonly #running = new Set<AbortController>();
  #timer: NodeJS.Timeout | undefined;
  #end = () => {};

  constructor(runner: AthenaRunner) {
    this.#runner = runner;
    this.page = (...args) => runner.page(...args);
  }

  async run(sql: string, signal: AbortSignal): Promise<FinishedQuery> {
    const query = new AbortController();
    this.#running.add(query);
    this.#timer ??= setTimeout(() => this.#show(), longMs);
    try {
      return await this.#runner.run(sql, AbortSignal.any([signal, query.signal]));
    } finally {
      this.#running.delete(query);
      if (this.#running.size === 0) this.#hide();
    }
  }

  #show(): void {
    const ended = new Promise<void>((resolve) => {
      this.#end = resolve;
    });
    void withNotification(l10n.t('Athena is reading the job reports'), (_, token) => {
      token.onCancellationRequested(() => {
        for (const query of this.#running) query.abort();
      });
      return ended;
    });
  }

  #hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#end();
  }
}

/** How long a query may take before it is worth a notification. */
const longMs = 3000;

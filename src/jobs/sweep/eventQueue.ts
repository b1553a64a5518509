/**
 * Events of several tasks, in the order of arrival. With `Promise.race` beside a promise that never settles,
 * every event would stay in memory; here, events are released when they are taken.
 */
export class EventQueue<Event extends object> {
  readonly #events: Event[] = [];
  #wake = () => {};

  post(event: Event): void {
    this.#events.push(event);
    this.#wake();
  }

  /** The next event, when there is one. One caller at a time. */
  async next(): Promise<Event> {
    for (;;) {
      const event = this.#events.shift();
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

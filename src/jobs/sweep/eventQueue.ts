/**
 * Events of several tasks, in the order of arrival. Events are released when they are taken, unlike with
 * `Promise.race`, which keeps every result in memory while one of its promises is pending.
 */
export class EventQueue<Event extends object> {
  readonly #events: Event[] = [];
  #wake = () => {};

  /** Adds an event. */
  post(event: Event): void {
    this.#events.push(event);
    this.#wake();
  }

  /** Waits for the next event and removes it. Only one caller at a time. */
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

/**
 * What several pieces of work report, one after the other as it comes. `Promise.race` beside a promise that never settles would
 * keep every event there ever was; this keeps none that was taken.
 */
export class EventQueue<Event extends object> {
  readonly #events: Event[] = [];
  #wake = () => {};

  post(event: Event): void {
    this.#events.push(event);
    this.#wake();
  }

  /** The next event, once there is one; for one caller at a time. */
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

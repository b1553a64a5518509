/**
 * Output of one of several tasks that run at once: kept until the tasks before it have ended, so that nothing
 * is mixed.
 */
export class OrderedOutput {
  #kept: string | undefined = '';
  readonly #print: (text: string) => void;

  constructor(before: Promise<unknown>, print: (text: string) => void) {
    this.#print = print;
    void before.then(() => {
      const kept = this.#kept ?? '';
      this.#kept = undefined;
      print(kept);
    });
  }

  readonly write = (text: string): void => {
    if (this.#kept === undefined) this.#print(text);
    else this.#kept += text;
  };
}

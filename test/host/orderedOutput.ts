/**
 * The output of one of several parallel tasks. It is held back until the tasks before it have ended, so that
 * outputs do not mix.
 */
export class OrderedOutput {
  #held: string | undefined = '';
  readonly #print: (text: string) => void;

  constructor(before: Promise<unknown>, print: (text: string) => void) {
    this.#print = print;
    void before.then(() => {
      const held = this.#held ?? '';
      this.#held = undefined;
      print(held);
    });
  }

  readonly write = (text: string): void => {
    if (this.#held === undefined) this.#print(text);
    else this.#held += text;
  };
}

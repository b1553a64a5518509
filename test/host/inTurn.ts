/** One of several that speak at once, and are heard one after the other: what it says is kept until those before it have ended. */
export class InTurn {
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

  readonly say = (text: string): void => {
    if (this.#kept === undefined) this.#print(text);
    else this.#kept += text;
  };
}

/** Whether every shell reads a text as one literal word, even without quotes. */
export function isPlainWord(text: string): boolean {
  return /^\w[\w./:-]*$/.test(text);
}

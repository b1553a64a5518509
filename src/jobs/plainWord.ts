/** Whether every shell reads a text as one word that stands for itself, without any quotes. */
export function isPlainWord(text: string): boolean {
  return /^\w[\w./:-]*$/.test(text);
}

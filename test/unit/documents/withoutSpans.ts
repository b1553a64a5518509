/** The text without its code spans, found as CommonMark finds them. */
export function withoutSpans(text: string): string {
  return text.replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}

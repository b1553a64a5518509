import fc from 'fast-check';

/** The text, usually unchanged, sometimes with a small error as editors, other systems and people make. */
export function damaged(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const inserted = fc
    .tuple(place, fc.constantFrom(...nastyTexts))
    .map(([at, nasty]) => text.slice(0, at) + nasty + text.slice(at));
  const cut = fc
    .tuple(place, fc.nat({ max: 3 }))
    .map(([at, length]) => text.slice(0, at) + text.slice(at + length));
  const lines = text.split('\n');
  const repeated = fc
    .nat({ max: lines.length - 1 })
    .map((at) => [...lines.slice(0, at + 1), ...lines.slice(at)].join('\n'));
  return fc.oneof(
    { arbitrary: fc.constant(text), weight: 70 },
    { arbitrary: inserted, weight: 3 },
    { arbitrary: cut, weight: 1 },
    { arbitrary: repeated, weight: 1 },
    { arbitrary: fc.constantFrom(`\ufeff${text}`, `\n\n${text}`, text.trimEnd()), weight: 1 },
  );
}

// biome-ignore format: one per line would fill a page.
const nastyTexts = [
  '\0', '\t', '\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x1f', '\x85', '\xa0', '\u200b', '\u2028', '\u2029',
  '\u3000', '\ufeff', '\n  ', '\n\n', '\r\r\n', '#', ';', '=', ':', '[', ']', '[]\n', '"', "'", '\\', '%', ' ', '\n=x\n',
  '\nx\n', '\n[a]\n', '\n[DEFAULT]\n',
];

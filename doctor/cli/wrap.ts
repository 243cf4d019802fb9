/** Breaks a text into lines of a width, at spaces. A longer word stays whole: it is to be copied. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const isFull = line && indent.length + line.length + 1 + word.length > width;
    if (isFull) lines.push(indent + line);
    line = isFull || !line ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

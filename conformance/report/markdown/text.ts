/** Texts from outside, in Markdown: none of it is taken for a mark, a tag, a link or a mention. */

/** The text as words of a paragraph, in one line. */
export const escapedMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]()<>#+!|~@-]/g, (mark) => (mark === '<' ? '&lt;' : `\\${mark}`))
    .replace(/&(?!lt;)/g, '&amp;');

/** The text between backquotes, as it is. */
export function codeSpan(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const marks = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${marks}${space}${line}${space}${marks}`;
}

/** The text as a block, as it is. */
export function codeBlock(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** A table; its cells are Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

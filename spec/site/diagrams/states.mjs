// Draws a state diagram, which is written for Mermaid, as SVG.

import { renderMermaidSVG } from 'beautiful-mermaid';

// What the library would fetch from elsewhere. The page's own font is as good.
const FETCHED = /@import url\([^)]*\);/g;
/** The library's labels are smaller than anything else on a page: the whole is drawn larger by this. */
const SCALE = 1.21;
/** A label of codes is broken after so many. */
const CODES = 3;

/** The drawing as text, with `title` as its name. */
export function drawStates(mermaid, title) {
  const svg = renderMermaidSVG(broken(mermaid), {
    bg: 'var(--paper)',
    fg: 'var(--ink)',
    transparent: true,
    padding: 8,
    layerSpacing: 32,
  }).replace(FETCHED, '');
  const [head] = /<svg[^>]*>/.exec(svg);
  return svg.replace(head, `${larger(head)}<title>${escaped(title)}</title>`);
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const larger = (head) =>
  head
    .replace('<svg', '<svg class="states" role="img"')
    .replaceAll(/ (width|height)="([\d.]+)"/g, (_, name, value) => ` ${name}="${Math.ceil(value * SCALE)}"`);

/** A long list of codes in one line would make the diagram wider than any page. */
const broken = (mermaid) =>
  mermaid.replaceAll(/: (\d{4}(?:, \d{4})+)$/gm, (_, codes) => {
    const all = codes.split(', ');
    const lines = all.flatMap((_, at) => (at % CODES === 0 ? [all.slice(at, at + CODES).join(', ')] : []));
    return `: ${lines.join(',<br>')}`;
  });

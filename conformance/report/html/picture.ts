/** The sequence diagram of a failure as a part of the page, which lends it its colours and its style. */
import type { Failure } from '../../exchange/report.js';
import { AT_ONCE } from '../row.js';
import { toRows } from '../rows.js';
import { drawRows } from '../svg/draw-rows.js';
import { element, escaped } from '../svg/element.js';
import { diagramInWords } from '../svg/in-words.js';
import { CHARACTER, GUTTER, HEAD, MARGIN, placeAll, ROW } from '../svg/layout.js';
import { clip, width } from '../text.js';
import { asMarkup, type Content, tag } from './markup.js';

/** The narrowest picture, and the longest text beside the mark of what is missing, in characters. */
const NARROWEST = 30;
const LONGEST = 110;

/** `place`: an id of the page that no other picture has. */
export function inlinePicture(failure: Pick<Failure, 'clause' | 'at' | 'history' | 'allowed'>, place: string): Content {
  const rows = toRows(failure);
  const placed = placeAll(rows, NARROWEST);
  const allowed = clip(failure.allowed, LONGEST);
  const isMissing = failure.at >= failure.history.records.length;
  const needed = isMissing ? (width(`missing: ${allowed}`) + 2) * CHARACTER + MARGIN + GUTTER : 0;
  const layout = { ...placed, width: Math.max(placed.width, Math.ceil(needed)) };
  const { drawn, bottom } = drawRows({ ...failure, allowed }, layout, 2);
  const height = bottom + (isMissing ? ROW / 2 : 0) + HEAD / 8;
  const names = [`${place}-picture`, `${place}-exchange`];
  const svg = element(
    'svg',
    {
      class: 'picture',
      viewBox: `0 0 ${layout.width} ${height}`,
      width: layout.width,
      height,
      role: 'img',
      'aria-labelledby': names.join(' '),
    },
    element('title', { id: names[0] ?? '' }, escaped(`${failure.clause} is broken`)),
    element('desc', { id: names[1] ?? '' }, escaped(diagramInWords(rows).join('\n'))),
    ...drawn,
  );
  const label = `The exchange, in which ${failure.clause} is broken`;
  const atOnce = rows.rows.some(({ together }) => together) ? `A bracket: ${AT_ONCE}.` : '';
  const drawing = tag('div', { class: 'exchange', tabindex: 0, role: 'group', 'aria-label': label }, asMarkup(svg));
  return [drawing, atOnce === '' ? undefined : tag('p', { class: 'dim' }, atOnce)];
}

/** `client.own-departure-ignored`: a ParticipantLeft about oneself is received, and nothing comes of it. */
import type { Sheet } from '../sheet.js';
import { isSaidLeft, isTakenUp } from './match.js';
import type { Line, View } from './view.js';

export function ownDepartureIgnored(view: View, sheet: Sheet): void {
  const own = view.said
    .filter(isSaidLeft)
    .filter((one) => view.own.has(one.said.participation ?? '') && isTakenUp(one));
  for (const { index, line } of own) {
    const { closed } = line;
    if (closed || line.said.some((one) => one.index > index)) sheet.held('client.own-departure-ignored');
    if (closed?.by !== 'client' || closed.index < index || !isQuiet(view, line)) continue;
    const allowed = 'nothing: a ParticipantLeft about oneself ends nothing';
    sheet.against('client.own-departure-ignored', closed.index, allowed, `a close with ${closed.code}`);
  }
}

/** Nothing else has happened to it for which a client may close its connection, or must. */
const isQuiet = ({ leaving, unloading }: View, line: Line): boolean =>
  !leaving &&
  !unloading &&
  !line.frozen &&
  line.said.every(({ order, said }) => order !== 'gap' && said.message !== 'roomLeft' && said.message !== 'garbage');

/** What the application was told, set beside what the server said: which message it may have been told of, and which has surely come. */
import type { Said } from '../../exchange/index.js';
import type { SaidAt, Told, ToldLeft, View } from './view.js';

export type SaidLeft = SaidAt & { readonly said: Said & { readonly message: 'participantLeft' } };

export const isSaidLeft = (one: SaidAt): one is SaidLeft => one.said.message === 'participantLeft';
export const isToldLeft = (one: Told): one is ToldLeft => one.event.event === 'participantLeft';

/** The same departure. A client that gives no id of the participation is matched by the participant. */
export const isAbout = ({ event }: ToldLeft, { said }: SaidAt): boolean =>
  event.participation === undefined
    ? event.participant === said.participant
    : event.participation === said.participation;

/** A client takes up neither what it has had, nor what leaves a gap, nor anything behind that. */
export const isTakenUp = ({ order, behindGap }: SaidAt): boolean =>
  !behindGap && (order === 'next' || order === 'outside');

/** When the client came back it said that it had not received this. */
const wasMissed = (view: View, { said, line, index }: SaidAt): boolean =>
  said.sequence > 0 &&
  view.heard.some(
    ({ heard, line: later, index: back }) =>
      later !== line && back > index && heard.message === 'resume' && (heard.sequence ?? 0) < said.sequence,
  );

/** The messages of which this may tell. */
const sourcesOf = (view: View, { event, index }: Told): SaidAt[] =>
  view.said.filter((one) => one.index < index && tells(event, one) && isTakenUp(one) && !wasMissed(view, one));

function tells(event: Told['event'], one: SaidAt): boolean {
  const { said } = one;
  switch (event.event) {
    case 'joined':
    case 'switched':
      return said.message === 'joined' && (event.participation === '' || said.participation === event.participation);
    case 'participantJoined':
      return said.message === 'participantJoined' && said.participation === event.participation;
    case 'participantLeft':
      return said.message === 'participantLeft' && said.participation === event.participation;
    case 'roomLeft':
      return said.message === 'roomLeft' && event.reason?.code === (said.code === 'absent' ? 1007 : said.code || 1007);
  }
}

/**
 * The client has surely received it: it said so, or was seen to act on something that came behind it, or had all the time that it takes.
 */
export function hasCome(view: View, one: SaidAt): boolean {
  const { said, line, index } = one;
  if (wasMissed(view, one)) return false;
  const acknowledged = view.heard.some(
    ({ heard, index: later }) => later > index && said.sequence > 0 && heard.ack >= said.sequence,
  );
  if (acknowledged || comesBefore(view, one)) return true;
  return view.waited && line.closed === undefined && !line.frozen;
}

/** Something that came behind it on the same connection has been told. */
const comesBefore = (view: View, { line, index }: SaidAt): boolean =>
  view.told.some((told) => {
    const sources = sourcesOf(view, told);
    return sources.length > 0 && sources.every((source) => source.line === line && source.index > index);
  });

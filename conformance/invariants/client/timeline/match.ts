/**
 * What the application was told, beside what the server said: what a message may have told of, and what has surely
 * come.
 */
import { reason as reasonCode } from '../../../../gen/codes.js';
import type { Said } from '../../../exchange/client.js';
import type { ClientTimeline, SaidAt, ToldAt, ToldLeft } from './timeline.js';

/** A ParticipantLeft that the server said. */
export type SaidLeft = SaidAt & { readonly said: Said & { readonly message: 'participantLeft' } };

/** Whether the server said a ParticipantLeft by it. */
export const isSaidLeft = (one: SaidAt): one is SaidLeft => one.said.message === 'participantLeft';

/** Whether the application was told a participantLeft by it. */
export const isToldLeft = (one: ToldAt): one is ToldLeft => one.event.event === 'participantLeft';

/** The same departure. A client that gives no id of the participation is matched by the participant. */
export const isAbout = ({ event }: ToldLeft, { said }: SaidAt): boolean =>
  event.participation === undefined
    ? event.participant === said.participant
    : event.participation === said.participation;

/** A client takes up neither what it has had, nor what leaves a gap, nor anything behind that. */
export const isTakenUp = ({ order, behindGap }: SaidAt): boolean =>
  !behindGap && (order === 'next' || order === 'outside');

/** When the client came back it said that it had not received this. */
const wasMissed = (timeline: ClientTimeline, { said, connection, index }: SaidAt): boolean =>
  said.sequence > 0 &&
  timeline.heard.some(
    ({ heard, connection: later, index: back }) =>
      later !== connection && back > index && heard.message === 'resume' && (heard.sequence ?? 0) < said.sequence,
  );

/** The messages of which this may tell. */
export const sourcesOf = (timeline: ClientTimeline, { event, index }: ToldAt): SaidAt[] =>
  timeline.said.filter((one) => one.index < index && tells(event, one) && isTakenUp(one) && !wasMissed(timeline, one));

function tells(event: ToldAt['event'], one: SaidAt): boolean {
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
      return (
        said.message === 'roomLeft' &&
        event.reason?.code === (said.code === 'absent' ? reasonCode.UNKNOWN : said.code || reasonCode.UNKNOWN)
      );
  }
}

/**
 * The client has surely received it: it said so, or was seen to act on something that came behind it, or had all the
 * time that it takes.
 */
export function hasCome(timeline: ClientTimeline, one: SaidAt): boolean {
  const { said, connection, index } = one;
  if (wasMissed(timeline, one)) return false;
  const acknowledged = timeline.heard.some(
    ({ heard, index: later }) => later > index && said.sequence > 0 && heard.ack >= said.sequence,
  );
  if (acknowledged || comesBefore(timeline, one)) return true;
  return timeline.waited && connection.closed === undefined && !connection.frozen;
}

/** Something that came behind it on the same connection has been told. */
const comesBefore = (timeline: ClientTimeline, { connection, index }: SaidAt): boolean =>
  timeline.told.some((told) => {
    const sources = sourcesOf(timeline, told);
    return sources.length > 0 && sources.every((source) => source.connection === connection && source.index > index);
  });

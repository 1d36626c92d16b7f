/** participantLeft: once for each departure that is taken up, and never for oneself. */
import type { ClauseId } from '../../../gen/clauses.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { hasCome, isAbout, isSaidLeft, isTakenUp, isToldLeft, type SaidLeft, sourcesOf } from './timeline/match.js';
import { isKnown, isSilent, sayReason, sayWord } from './timeline/reason-list.js';
import type { ClientTimeline, SaidAt, ServedConnection, ToldLeft } from './timeline/timeline.js';

const nameOf = ({
  participant,
  participation = '',
}: {
  readonly participant?: string;
  readonly participation?: string;
}) => `${participant ?? ''} (${participation})`;

/** `client.participant-left*`: each departure that is taken up is told once, with its names. */
export const participantsLeft = invariant({
  clauses: [
    'client.participant-left',
    'client.participant-left-names',
    'client.participant-left-stranger',
    'client.participant-left-never-oneself',
    'client.repeats',
    'client.gap',
    'client.declared-lost',
    'client.listener-throws',
    'reason.absent',
    'reason.unrecognised',
  ],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const said = timeline.said.filter(isSaidLeft).filter((one) => !isOwn(timeline, one));
    for (const thrown of timeline.thrown)
      if (timeline.told.some(({ index }) => index > thrown.index)) sheet.held('client.listener-throws');
    for (const messages of byDeparture(said)) tellsOnce(timeline, sheet, messages);
    for (const told of timeline.told.filter(isToldLeft)) {
      neverOneself(timeline, sheet, told);
      names(sheet, told, said);
    }
  },
});

const isOwn = ({ own }: ClientTimeline, { said }: SaidAt): boolean =>
  said.participation !== undefined && own.has(said.participation);

/**
 * What is said again behind a Resume has the number that it had, and is one departure; what stands outside of the
 * order is another.
 */
function byDeparture(said: readonly SaidLeft[]): SaidLeft[][] {
  const groups = new Map<string, SaidLeft[]>();
  for (const one of said) {
    const key = one.said.participation ?? one.said.participant ?? '';
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

const numbersOf = (said: readonly SaidAt[]): number => {
  const outside = said.filter(({ order }) => order === 'outside').length;
  return (
    outside + new Set(said.filter(({ order }) => order !== 'outside').map(({ said: { sequence } }) => sequence)).size
  );
};

/** All that was said of one participation's departure, and how often it was told. */
function tellsOnce(timeline: ClientTimeline, sheet: Sheet, messages: readonly SaidLeft[]): void {
  const [first] = messages;
  if (!first) return;
  const told = timeline.told.filter(isToldLeft).filter((one) => isAbout(one, first));
  const taken = messages.filter(isTakenUp);
  const due = messages.filter((one) => isDue(timeline, one));
  const most = numbersOf(taken);
  const surplus = told[most];
  if (told.length > 0 || due.length > 0) sheet.held('client.participant-left', Math.max(told.length, due.length));
  if (taken.length < messages.length) heldAside(sheet, messages);
  if (surplus) {
    const clause = surplusClause(messages);
    const seen = `participantLeft for ${nameOf(surplus.event)}${most === 0 ? '' : ', once more'}`;
    sheet.against(clause, surplus.index, most === 0 ? 'no participantLeft for it' : 'one participantLeft for it', seen);
  }
  const [missed] = due;
  if (!missed) return;
  const clause = missingClause(timeline, missed);
  sheet.held(clause);
  if (told.length < numbersOf(due))
    sheet.missing(
      clause,
      whereMissing(timeline),
      `participantLeft for ${nameOf(missed.said)}: the server said ${sayOf(missed)}`,
      'nothing',
    );
}

const sayOf = ({ said: { code = 'absent', text = '' } }: SaidAt): string => sayWord({ code, text });

const whereMissing = ({ left, end }: ClientTimeline): number => left?.index ?? end;

/** It is taken up, it has surely come, and roomLeft had not been fired before that. */
function isDue(timeline: ClientTimeline, one: SaidLeft): boolean {
  const behindRoomLeft = one.connection.said.some(
    ({ said, index }) => said.message === 'roomLeft' && index < one.index,
  );
  return (
    isTakenUp(one) && !behindRoomLeft && !one.heldBack && hasCome(timeline, one) && !mayHaveLeftBefore(timeline, one)
  );
}

/** roomLeft may have been fired, or leave() have ended the room object, before this came. */
const mayHaveLeftBefore = ({ left, told }: ClientTimeline, one: SaidLeft): boolean =>
  left !== undefined &&
  left.index > one.index - 1 &&
  !told.some((later) => later.index < left.index && later.index > one.index && isToldLeft(later)) &&
  !one.connection.said.some(
    ({ said, index }) => said.message === 'roomLeft' && index > one.index && index < left.index,
  );

function heldAside(sheet: Sheet, messages: readonly SaidLeft[]): void {
  if (messages.some(({ order }) => order === 'repeat')) sheet.held('client.repeats');
  if (messages.some(({ order, behindGap }) => order === 'gap' && !behindGap)) sheet.held('client.gap');
}

/** Why it must not be told once more. */
function surplusClause(messages: readonly SaidLeft[]): ClauseId {
  if (messages.some(({ order }) => order === 'repeat')) return 'client.repeats';
  const behind = messages.find(({ behindGap, order }) => behindGap || order === 'gap');
  if (!behind) return 'client.participant-left';
  return behind.connection.closed?.by === 'client' && behind.behindGap ? 'client.declared-lost' : 'client.gap';
}

const wasAnnounced = ({ said }: ClientTimeline, participation: string, before: number): boolean =>
  said.some(
    (one) =>
      one.index < before &&
      ((one.said.message === 'participantJoined' && one.said.participation === participation) ||
        one.said.roster?.includes(participation)),
  );

/** What is remarkable about a departure that was swallowed. */
function missingClause(timeline: ClientTimeline, { said, index }: SaidLeft): ClauseId {
  if (timeline.thrown.some((one) => sourcesOf(timeline, one).some((source) => source.index < index)))
    return 'client.listener-throws';
  const { code = 'absent', text = '', participation = '' } = said;
  const known = wasAnnounced(timeline, participation, index);
  if (!known && !hearsOfStrangers(timeline)) return 'client.participant-left-stranger';
  if (isSilent({ code, text })) return 'reason.absent';
  if (!isKnown({ code, text })) return 'reason.unrecognised';
  return known ? 'client.participant-left' : 'client.participant-left-stranger';
}

/** Somebody of whom the client was never told, as the suite's sentinel is: its departure was told. */
const hearsOfStrangers = (timeline: ClientTimeline): boolean =>
  timeline.told
    .filter(isToldLeft)
    .some(({ event: { participation = '' } }) => !wasAnnounced(timeline, participation, timeline.end));

function neverOneself(timeline: ClientTimeline, sheet: Sheet, { event, index }: ToldLeft): void {
  const own = event.participation !== undefined && timeline.own.has(event.participation);
  if (own)
    sheet.against('client.participant-left-never-oneself', index, 'no participantLeft for oneself', nameOf(event));
}

/** `client.participant-left-never-oneself`: how often the server told a client of itself. */
export const saidOfOneself = invariant({
  clauses: ['client.participant-left-never-oneself'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const said = timeline.said.filter(isSaidLeft).filter((one) => isOwn(timeline, one) && isTakenUp(one));
    sheet.held('client.participant-left-never-oneself', said.length);
  },
});

/** The id of the participant, the reason, and the id of the participation. */
function names(sheet: Sheet, { event, index }: ToldLeft, said: readonly SaidLeft[]): void {
  sheet.held('client.participant-left-names');
  const { participant, participation, reason } = event;
  const right = said.filter((one) => one.said.participation === participation);
  const wrong = right.length > 0 && right.every((one) => one.said.participant !== participant);
  const seen = `participantLeft(${participant || 'nobody'}, ${sayReason(reason)}, ${participation ?? 'no participation'})`;
  if (participant === '' || wrong || participation === undefined || reason === undefined)
    sheet.against('client.participant-left-names', index, 'the participant, the reason, and the participation', seen);
  else if (right.length === 0)
    sheet.against('client.participant-left-names', index, 'a departure that the server told of', seen);
}

/** `client.own-departure-ignored`: a ParticipantLeft about oneself is received, and nothing comes of it. */
export const ownDepartureIgnored = invariant({
  clauses: ['client.own-departure-ignored'],
  scope: 'history',
  clock: false,
  check(timeline: ClientTimeline, sheet) {
    const own = timeline.said
      .filter(isSaidLeft)
      .filter((one) => timeline.own.has(one.said.participation ?? '') && isTakenUp(one));
    for (const { index, connection } of own) {
      const { closed } = connection;
      if (closed || connection.said.some((one) => one.index > index)) sheet.held('client.own-departure-ignored');
      if (closed?.by !== 'client' || closed.index < index || !isQuiet(timeline, connection)) continue;
      const allowed = 'nothing: a ParticipantLeft about oneself ends nothing';
      sheet.against('client.own-departure-ignored', closed.index, allowed, `a close with ${closed.code}`);
    }
  },
});

/** Nothing else has happened to it for which a client may close its connection, or must. */
const isQuiet = ({ leaving, unloading }: ClientTimeline, connection: ServedConnection): boolean =>
  !leaving &&
  !unloading &&
  !connection.frozen &&
  connection.said.every(
    ({ order, said }) => order !== 'gap' && said.message !== 'roomLeft' && said.message !== 'garbage',
  );

/** Where the machine stands, in plain lines: who is where, what is under way, and what nobody has noticed yet. */
import { enabled } from '../../spec/machine/server.js';
import type { Reservation, RoomObject, RoomState, Server } from '../../spec/machine/state.js';
import type { Action } from '../exchange/scenario.js';
import type { Problem } from './problem.js';
import type { SearchEnd } from './search-result.js';

/** Rooms that have nothing to do with any others, and their machine. */
export interface Part {
  readonly part: Problem;
  readonly end: SearchEnd;
}

/** Where everybody is, one plain line each, sorted. */
export function stateInWords(parts: readonly Part[]): string[] {
  const servers = parts.map(({ end }) => end.server);
  const rooms = servers.flatMap(({ rooms }) => Object.entries(rooms).map(([name, room]) => roomInWords(name, room)));
  return [
    ...(rooms.length > 0 ? rooms.sort() : ['no room is open']),
    ...servers.flatMap(streamsInWords).sort(),
    ...servers.flatMap(severedInWords).sort(),
    ...underWay(parts),
  ];
}

function roomInWords(name: string, { session, present, reserved }: RoomState): string {
  const people = present.map(({ id, role }) => (role === 'host' ? `${known(id)} (host)` : known(id)));
  const open = session === null ? 'closed' : `session ${sessionName(name, session)}`;
  return [`room ${name}, ${open}${people.length > 0 ? `: ${people.join(', ')}` : ''}`, ...reserved.map(kept)].join(
    '; ',
  );
}

const kept = ({ participant }: Reservation): string => `a place is kept for ${participant}`;

/** The search makes up an id for what nobody was shown: who, a question mark, and where it was sent. */
const known = (id: string): string => (id.includes('?') ? `${id.split('?')[0]}#?` : id);

const sessionName = (room: string, session: string): string => (session.includes('?') ? `${room}$?` : session);

function streamsInWords(server: Server): string[] {
  const lingering = new Set(enabled(server).flatMap((one) => (one.type === 'expired' ? [one.roomObject] : [])));
  return Object.values(server.roomObjects).flatMap((roomObject) =>
    streamInWords(roomObject, lingering.has(roomObject.id)),
  );
}

function streamInWords({ participation, switching, room }: RoomObject, lingers: boolean): string[] {
  const who = known(participation);
  const away = lingers ? [`${who} has no connection, and may still resume`] : [];
  if (!switching) return away;
  const phase =
    switching.phase === 'reserved'
      ? 'its place there is kept'
      : `its departure from ${room} is fixed, its arrival is not`;
  const { length } = switching.held;
  const waiting = length === 0 ? '' : `; ${length} ${length === 1 ? 'message waits' : 'messages wait'} for the outcome`;
  return [...away, `${who} switches from ${room} to ${switching.room}: ${phase}${waiting}`];
}

const severedInWords = ({ severed }: Server): string[] =>
  severed.map(({ connection, how }) => unnoticed(connection.split('/')[0] ?? '', how));

const unnoticed = (seat: string, how: 'lost' | 'goodbye'): string =>
  how === 'lost'
    ? `the loss of ${seat}'s connection is not noticed yet`
    : `${seat}'s close with 4101 is not noticed yet`;

/** What was sent until then, and what the machine has not taken up; a connection that was taken away sends nothing. */
function underWay(parts: readonly Part[]): string[] {
  const open = parts.flatMap(({ part, end }) =>
    part.connections.flatMap(({ seat, actions }, index) =>
      actions.slice(end.done[index]).map(({ action, events: [event] }) => ({ seat, action, event })),
    ),
  );
  const severed = open.flatMap(({ seat, event }) =>
    event?.type === 'sever' ? [unnoticed(seat, event.severed.how)] : [],
  );
  const asked = open.flatMap(({ seat, action, event }) =>
    event?.type === 'sever' ? [] : [`${actionInWords(action)} of ${seat}`],
  );
  return [...severed, ...(asked.length === 0 ? [] : [`sent, and not taken up yet: ${asked.join(', ')}`])];
}

const messages: Partial<Record<Action['kind'], string>> = {
  repeat: 'Join again',
  switch: 'SwitchRoom',
  mode: 'ChangeMode',
  unknown: 'a request of an unknown kind',
  again: 'the request again',
  malformed: 'a malformed frame',
};

function actionInWords(action: Action): string {
  const { kind } = action;
  if (kind === 'operate') return `${capital(action.call)} ${action.room}`;
  const message = messages[kind] ?? capital(kind);
  if (kind === 'remove') return `${message} ${action.target}`;
  return kind === 'join' || kind === 'switch' ? `${message} ${action.room}` : message;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

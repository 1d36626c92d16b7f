/** A history as a search problem: what was done on each connection, and what each connection was shown. */
import type { Config, Event, ServerEvent, Severed } from '../../spec/machine/index.js';
import type { Action, History, Observation, Seat, Sent } from '../exchange/index.js';

/** One thing that a connection was shown, and where it stands in the history. */
export interface Entry {
  readonly index: number;
  readonly observation: Observation;
  /** The sequence that this place in the log calls for: 0 before Joined, 1 for Joined, and so on. */
  readonly sequence: number;
}

/** One thing that the suite did, as an event of the machine. */
export interface Deed {
  readonly sent: number;
  readonly action: Action;
  readonly happening: ServerEvent;
}

export interface Connection {
  readonly id: string;
  readonly seat: string;
  readonly log: readonly Entry[];
  /** In the order in which they were sent. */
  readonly deeds: readonly Deed[];
  /** The suite took the connection away or closed it: whatever is due on it from some point on may be missing. */
  readonly severed: boolean;
}

/** Rooms that share a connection, and nothing with any other room: each problem is searched on its own. */
export interface Problem {
  readonly rooms: readonly string[];
  readonly connections: readonly Connection[];
}

export const configOf = ({ profile }: History): Config => ({
  extendedCodes: profile.features.includes('extended_codes'),
  remove: profile.features.includes('remove'),
  resumeWindowMs: profile.resumeWindowMs,
});

interface Draft {
  readonly id: string;
  readonly seat: Seat;
  readonly log: Entry[];
  readonly deeds: Deed[];
  readonly rooms: string[];
  severed: boolean;
}

export function problemsOf(history: History): Problem[] {
  const drafts = new Map<string, Draft>();
  const seats = new Map(history.scenario.seats.map((seat) => [seat.name, seat]));
  history.records.forEach((record, index) => {
    if (record.kind === 'skipped') return;
    const id = `${record.seat}/${record.connection}`;
    const seat = seats.get(record.seat);
    if (!seat) throw new Error(`record ${index} is of seat "${record.seat}", which the scenario does not have`);
    const draft = drafts.get(id) ?? { id, seat, log: [], deeds: [], rooms: [], severed: false };
    drafts.set(id, draft);
    const silent = record.kind === 'seen' && record.observation.kind === 'closed' && !history.profile.wire;
    if (record.kind === 'seen' && !silent) draft.log.push(entryOf(draft.log, index, record.observation));
    if (record.kind === 'sent') addDeed(draft, record, index, history);
  });
  return group([...drafts.values()]);
}

function entryOf(log: readonly Entry[], index: number, observation: Observation): Entry {
  const previous = log.at(-1)?.sequence ?? 0;
  const sequence = previous > 0 || observation.kind === 'joined' ? previous + 1 : 0;
  return { index, observation, sequence };
}

function addDeed(draft: Draft, record: Sent, sent: number, history: History): void {
  const { action } = record;
  if (action.kind === 'join') draft.rooms.push(action.room);
  const room = draft.rooms.at(-1) ?? '';
  if (action.kind === 'cut' || action.kind === 'close') {
    draft.severed = true;
    const how: Severed['how'] = action.kind === 'close' && action.code === 4101 ? 'goodbye' : 'lost';
    draft.deeds.push({ sent, action, happening: { room, sever: { connection: draft.id, room, how } } });
    return;
  }
  draft.deeds.push({ sent, action, happening: { room, event: eventOf(draft, record, sent, history) } });
}

function eventOf({ id: connection, seat }: Draft, record: Sent, sent: number, history: History): Event {
  const { action, request = 0, target = '' } = record;
  switch (action.kind) {
    case 'join':
      return {
        type: 'join',
        connection,
        participant: seat.participant,
        role: seat.role,
        ...shown(record, sent, history),
      };
    case 'remove':
      return { type: 'remove', connection, request, target };
    case 'malformed':
      return { type: 'fault', connection, fault: action.frame };
    case 'leave':
    case 'end':
    case 'sync':
    case 'unknown':
      return { type: action.kind, connection, request };
    default:
      throw new Error(`no event stands for ${action.kind}`);
  }
}

/** The ids that the server made for this join, if it was answered by Joined. */
function shown(record: Sent, sent: number, history: History): { session: string; participation: string } {
  const unshown = `${record.seat}?${sent}`;
  for (let index = sent + 1; index < history.records.length; index += 1) {
    const seen = history.records[index];
    if (seen?.kind !== 'seen' || seen.seat !== record.seat || seen.connection !== record.connection) continue;
    const { observation } = seen;
    if (observation.kind === 'joined')
      return { session: observation.session || unshown, participation: observation.participation };
    if (observation.kind === 'rejected') break;
  }
  return { session: unshown, participation: unshown };
}

const finish = ({ id, seat, log, deeds, severed }: Draft): Connection => ({ id, seat: seat.name, log, deeds, severed });

function group(drafts: readonly Draft[]): Problem[] {
  const groups: { rooms: Set<string>; connections: Draft[] }[] = [];
  for (const draft of drafts) {
    const touching = groups.filter(({ rooms }) => draft.rooms.some((room) => rooms.has(room)));
    const merged = {
      rooms: new Set([...draft.rooms, ...touching.flatMap(({ rooms }) => [...rooms])]),
      connections: [...touching.flatMap(({ connections }) => connections), draft],
    };
    for (const old of touching) groups.splice(groups.indexOf(old), 1);
    groups.push(merged);
  }
  return groups.map(({ rooms, connections }): Problem => ({ rooms: [...rooms], connections: connections.map(finish) }));
}

/** A history as a search problem: what was done on each connection, and what each connection was shown. */
import type { Config, ServerEvent } from '../../spec/machine/index.js';
import type { Action, History, Observation, Sent } from '../exchange/index.js';
import { eventsOf } from './events.js';
import type { Shown } from './shown.js';

/** One thing that a connection was shown, and where it stands in the history. */
export interface Entry {
  readonly index: number;
  readonly observation: Observation;
}

/** One thing that the suite did, as the events of the machine that it may have been: several where ids were never shown. */
export interface Deed {
  readonly sent: number;
  readonly action: Action;
  readonly events: readonly ServerEvent[];
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

/** Rooms that share a participant, and nothing with any other room: each problem is searched on its own. */
export interface Problem {
  readonly connections: readonly Connection[];
  /** Whether a seat's loss is so old by the end of the history that it must have been announced. */
  readonly overdue: (seat: string) => boolean;
}

export const configOf = ({ profile }: History): Config => {
  const has = (feature: (typeof profile.features)[number]) => profile.features.includes(feature);
  return {
    extendedCodes: has('extended_codes'),
    remove: has('remove'),
    replace: has('replace'),
    switch: has('switch'),
    viewer: has('viewer'),
    relay: has('relay'),
    announcesEach: has('announces_each'),
    resumeWindowMs: profile.resumeWindowMs,
    retain: RETAINED,
  };
};

/** Nothing in a scenario comes near to the number of messages that every server retains. Clause `resume.retained`. */
const RETAINED = 1_024;
/** A departure by loss is announced within 1 s after the window. Clause `connection.lost-in-time`. */
const ANNOUNCED_MS = 1_000;

interface Draft {
  readonly id: string;
  readonly seat: string;
  readonly log: Entry[];
  readonly deeds: Deed[];
  readonly rooms: Set<string>;
  severed: boolean;
}

export function problemsOf(history: History, shown: Shown): Problem[] {
  const drafts = new Map<string, Draft>();
  history.records.forEach((record, index) => {
    if (record.kind === 'skipped') return;
    const id = `${record.seat}/${record.connection}`;
    const draft = drafts.get(id) ?? { id, seat: record.seat, log: [], deeds: [], rooms: new Set(), severed: false };
    drafts.set(id, draft);
    if (record.kind === 'seen' && concerns(history, record.observation))
      draft.log.push({ index, observation: record.observation });
    if (record.kind === 'sent') add(draft, record, index, shown);
  });
  const overdue = lossesOverdue(history);
  return group([...drafts.values()], wanderers(history)).map((connections) => ({
    connections: connections.map(finish),
    overdue,
  }));
}

/** Closes say nothing on a foreign wire; a Heartbeat comes when it comes. */
const concerns = ({ profile }: History, { kind }: Observation): boolean =>
  kind !== 'heartbeat' && (kind !== 'closed' || profile.wire);

function add(draft: Draft, record: Sent, sent: number, shown: Shown): void {
  const { action } = record;
  if ('room' in action) draft.rooms.add(action.room);
  if (action.kind === 'cut' || action.kind === 'close') draft.severed = true;
  const events = eventsOf(record, sent, shown);
  if (events.length > 0) draft.deeds.push({ sent, action, events });
}

/** Losses whose window, and the second in which they are to be announced, were over when the history ended. */
function lossesOverdue({ records, profile: { resumeWindowMs } }: History): Problem['overdue'] {
  const ended = records.at(-1)?.at ?? 0;
  const lostAt = new Map<string, number>();
  for (const record of records) {
    const loses = record.kind === 'sent' && ['cut', 'close', 'malformed'].includes(record.action.kind);
    if (loses) lostAt.set(record.seat, record.at);
  }
  const late = ended - resumeWindowMs - ANNOUNCED_MS;
  return (seat) => resumeWindowMs === 0 || (lostAt.get(seat) ?? ended) <= late;
}

const finish = ({ id, seat, log, deeds, severed }: Draft): Connection => ({ id, seat, log, deeds, severed });

/** Seats that go on over another connection. */
const wanderers = ({ records }: History): ReadonlySet<string> =>
  new Set(
    records.flatMap((record) =>
      record.kind === 'sent' && (record.action.kind === 'resume' || record.action.kind === 'repeat')
        ? [record.seat]
        : [],
    ),
  );

/** Connections to one room belong together; so do those of a seat that goes on over another one. */
function group(drafts: readonly Draft[], wanderers: ReadonlySet<string>): Draft[][] {
  const groups: { names: Set<string>; connections: Draft[] }[] = [];
  for (const draft of drafts) {
    const names = [...draft.rooms].map((room) => `room ${room}`);
    if (wanderers.has(draft.seat)) names.push(`seat ${draft.seat}`);
    const touching = groups.filter((one) => names.some((name) => one.names.has(name)));
    const merged = {
      names: new Set([...names, ...touching.flatMap((one) => [...one.names])]),
      connections: [...touching.flatMap(({ connections }) => connections), draft],
    };
    for (const old of touching) groups.splice(groups.indexOf(old), 1);
    groups.push(merged);
  }
  return groups.map(({ connections }) => connections);
}

/** Reads a history into search problems: one for the rooms that have something to do with each other. */
import { wsClose } from '../../gen/codes.js';
import type { Config } from '../../spec/machine/config.js';
import type { ServerEvent } from '../../spec/machine/events.js';
import { machineOptions } from '../exchange/features.js';
import type { History, HistoryRecord, Seen, Sent } from '../exchange/history.js';
import { PEER } from '../exchange/names.js';
import type { Observation } from '../exchange/observation.js';
import type { Action } from '../exchange/scenario.js';
import { lossToldMs, NOTICED_MS, UNBOUND_MS } from '../exchange/timing.js';
import { eventsOf } from './events.js';
import type { ConnectionHistory, Problem, SentAction, ShownEntry } from './problem.js';
import type { ShownIds } from './shown-ids.js';

/** The machine's config for a system of this profile. */
export const machineConfigOf = ({ profile }: History): Config => ({
  ...machineOptions(profile.features),
  resumeWindowMs: profile.resumeWindowMs,
  retain: RETAINED,
});

/** Nothing in a scenario comes near to the number of messages that every server retains. Clause `resume.retained`. */
const RETAINED = 1_024;

interface ConnectionDraft {
  readonly id: string;
  readonly seat: string;
  readonly log: ShownEntry[];
  readonly actions: SentAction[];
  readonly rooms: Set<string>;
  /** When the first was sent on it; undefined once it has carried somebody. */
  unboundSince: number | undefined;
  severed: boolean;
  /** Nothing passes over it, or did not for a while. */
  frozen: 'no' | 'still' | 'healed';
  closed: boolean;
}

/** The problems of a history, each to be searched on its own. */
export function problemsOf(history: History, shown: ShownIds): Problem[] {
  const drafts = new Map<string, ConnectionDraft>();
  const restarts: SentAction[] = [];
  const received: Received = new Map();
  const away = wanderers(history);
  history.records.forEach((record, index) => {
    if (record.kind === 'sent' && record.action.kind === 'restart') restarts.push(breakOff(drafts, record, index));
    if (record.kind === 'skipped' || record.seat === PEER) return;
    const id = idOf(record);
    const draft = drafts.get(id) ?? begin(id, record);
    drafts.set(id, draft);
    if (record.kind === 'seen' && concerns(history, record.observation)) see(draft, record, index);
    if (record.kind === 'seen' && record.observation.kind === 'heartbeat') acknowledge(draft, index, received, away);
    receive(received, record);
    if (record.kind === 'sent') add(draft, record, index, shown);
  });
  const overdue = lossesOverdue(history);
  const goodbyeOverdue = goodbyesOverdue(history);
  return group([...drafts.values()], away).map((connections) => ({
    connections: restarts.length === 0 ? connections.map(finish) : [...connections.map(finish), server(restarts)],
    overdue,
    goodbyeOverdue,
    ordered: shown.ordersDepartures,
    unfenced: shown.deviatesFrom('fence.effects-first'),
  }));
}

const idOf = ({ seat, connection }: Pick<Sent, 'seat' | 'connection'>): string => `${seat}/${connection}`;

/** Closes say nothing on a foreign wire; a Heartbeat comes when it comes. */
const concerns = ({ profile }: History, { kind }: Observation): boolean =>
  kind !== 'heartbeat' && (kind !== 'closed' || profile.wire);

const begin = (id: string, { seat, at }: { readonly seat: string; readonly at: number }): ConnectionDraft => ({
  id,
  seat,
  log: [],
  actions: [],
  rooms: new Set(),
  unboundSince: at,
  severed: false,
  frozen: 'no',
  closed: false,
});

/** It was opened at most so long before something was sent on it, in milliseconds. */
const OPENING_MS = 2_000;

/** The server closes a connection that has carried nobody for too long. */
const isUnbound = ({ unboundSince = Number.POSITIVE_INFINITY }: ConnectionDraft, { at, observation }: Seen): boolean =>
  observation.kind === 'closed' &&
  observation.code === wsClose.POLICY_VIOLATION &&
  at - unboundSince > UNBOUND_MS - OPENING_MS;

/**
 * That a connection breaks off is no effect where it was frozen or where its server died: what was due may have gone
 * with it.
 */
function see(draft: ConnectionDraft, seen: Seen, index: number): void {
  const { observation } = seen;
  const brokeOff = observation.kind === 'closed' && observation.code === wsClose.NO_FRAME;
  draft.closed ||= observation.kind === 'closed';
  if (observation.kind === 'joined' || observation.kind === 'resumed') draft.unboundSince = undefined;
  const isUnused = isUnbound(draft, seen);
  if ((brokeOff && draft.frozen !== 'no') || isUnused) draft.severed = true;
  if (!(brokeOff && draft.severed) && !isUnused) draft.log.push({ index, observation });
}

/**
 * Each Heartbeat is answered at once by an Ack, of which there is no record. Of a seat that has several connections
 * nobody knows whether it still answered on this one, nor what came first.
 */
function acknowledge(
  { id, seat, actions }: ConnectionDraft,
  sent: number,
  received: Received,
  wanderers: ReadonlySet<string>,
): void {
  const isLoose = wanderers.has(seat);
  const newest = received.get(seat) ?? 0;
  const events = (isLoose ? [newest, 0] : [newest]).map((ack): ServerEvent => ({ type: 'ack', connection: id, ack }));
  if (saysNothingNew(actions.at(-1), events)) return;
  actions.push({ sent, action: { kind: 'ack', seat }, events, ...(isLoose ? { loose: true } : {}) });
}

/**
 * An Ack right behind one of the same number changes nothing, whenever it is taken up. A server that sends many Heartbeats
 * would make each of them a point where the search may go either way.
 */
const saysNothingNew = (before: SentAction | undefined, events: readonly ServerEvent[]): boolean =>
  before?.action.kind === 'ack' &&
  before.events.length >= events.length &&
  events.every((event, place) => event.type === 'ack' && isAckOf(before.events[place], event.ack));

const isAckOf = (event: ServerEvent | undefined, ack: number): boolean => event?.type === 'ack' && event.ack === ack;

/** The highest sequence that each seat's room object has received. */
type Received = Map<string, number>;

function receive(received: Received, record: HistoryRecord): void {
  const { seat } = record;
  if (record.kind === 'sent' && record.action.kind === 'join') received.delete(seat);
  if (record.kind !== 'seen' || !('sequence' in record.observation)) return;
  received.set(seat, Math.max(received.get(seat) ?? 0, record.observation.sequence ?? 0));
}

/** The server dies: every connection that there is breaks off, whether or not what it knew is kept. */
function breakOff(drafts: ReadonlyMap<string, ConnectionDraft>, { action }: Sent, sent: number): SentAction {
  for (const draft of drafts.values()) draft.severed ||= !draft.closed;
  const connections = [...drafts.keys()];
  const events = [true, false].map((forgets): ServerEvent => ({ type: 'restart', connections, forgets }));
  return { sent, action, events, loose: true };
}

/** The server itself, as somebody to whom things are done. */
const server = (actions: readonly SentAction[]): ConnectionHistory => ({
  id: PEER,
  seat: PEER,
  log: [],
  actions,
  severed: false,
});

function add(draft: ConnectionDraft, record: Sent, sent: number, shown: ShownIds): void {
  const { action } = record;
  if ('room' in action) draft.rooms.add(action.room);
  if (action.kind === 'cut' || action.kind === 'close') draft.severed = true;
  if (action.kind === 'freeze') draft.frozen = 'still';
  if (action.kind === 'heal') draft.frozen = 'healed';
  const events = eventsOf(record, sent, shown);
  if (events.length > 0)
    draft.actions.push({ sent, action, events, ...(action.kind === 'heal' ? { loose: true } : {}) });
}

/** Losses whose window, and the second in which they are to be announced, were over when the history ended. */
function lossesOverdue({ records, scenario, profile: { resumeWindowMs, heartbeat } }: History): Problem['overdue'] {
  const ended = records.at(-1)?.at ?? 0;
  // Without a window, the closing fence waits for those who were lost.
  const afterMs = resumeWindowMs === 0 ? 0 : lossToldMs(resumeWindowMs);
  const silentMs = heartbeat?.timeoutMs || Number.POSITIVE_INFINITY;
  const dueAt = new Map<string, number>();
  for (const record of records) {
    if (record.kind !== 'sent') continue;
    const { kind } = record.action;
    const seats = kind === 'restart' ? scenario.seats.map(({ name }) => name) : [record.seat];
    const due = record.at + afterMs + (kind === 'freeze' ? silentMs : 0);
    if (losing.includes(kind)) for (const seat of seats) dueAt.set(seat, due);
  }
  return (seat) => (dueAt.get(seat) ?? (resumeWindowMs === 0 ? ended : Number.POSITIVE_INFINITY)) <= ended;
}

/** Goodbyes whose second was over when the history ended; all of them where no times are known. */
function goodbyesOverdue({ records, profile }: History): Problem['goodbyeOverdue'] {
  const timed = records.some(({ at }, index) => at !== index);
  const since = (records.at(-1)?.at ?? 0) - NOTICED_MS - profile.slackMs;
  const young = records.flatMap((record) =>
    record.kind === 'sent' && record.action.kind === 'close' && timed && record.at >= since ? [idOf(record)] : [],
  );
  return (connection) => !young.includes(connection);
}

/** What a loss may begin with; that of a connection which heals has begun before. */
const losing: readonly Action['kind'][] = ['cut', 'close', 'malformed', 'freeze', 'heal', 'restart'];

/** What is due on a connection that is frozen in the end nobody can see. */
const finish = ({ id, seat, log, actions, severed, frozen }: ConnectionDraft): ConnectionHistory => ({
  id,
  seat,
  log,
  actions,
  severed: severed || frozen === 'still',
});

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
function group(drafts: readonly ConnectionDraft[], wanderers: ReadonlySet<string>): ConnectionDraft[][] {
  const groups: { names: Set<string>; connections: ConnectionDraft[] }[] = [];
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

/** What the suite did, as events of the machine. Ids that a server made are read from the records that show them. */
import { close as closeCode } from '../../gen/codes.js';
import type { Access, Ask, Event, FreshIds, ServerEvent } from '../../spec/machine/events.js';
import type { Sent } from '../exchange/history.js';
import type { Action, Entrance } from '../exchange/scenario.js';
import { refusalsForLoad } from '../exchange/words.js';
import { mayBeRemoved, type RefusalAt, refusedEntry, refusedRequest } from './refusals.js';
import type { ShownIds } from './shown-ids.js';

/**
 * What an entry is worth. A name or a role that nobody may have may be refused before its token is looked at, or after: the suite presents
 * that of its seat, which says something else. Clause `request.first-refusal`.
 */
function worths({ flaw, unfit }: Entrance, tokens: boolean): readonly Access[] {
  if (unfit !== undefined) return tokens ? ['invalid_argument', 'permission_denied'] : ['invalid_argument'];
  if (flaw === undefined) return ['granted'];
  return [flaw.startsWith('other-') ? 'permission_denied' : 'unauthenticated'];
}

/**
 * The events that a step may have been: several where the ids that it made were never shown to the seat that took it.
 */
export function eventsOf(record: Sent, sent: number, shown: ShownIds): readonly ServerEvent[] {
  const { action } = record;
  const connection = `${record.seat}/${record.connection}`;
  switch (action.kind) {
    case 'join':
    case 'repeat':
      return joins(record, sent, shown, connection);
    case 'resume': {
      const { token = '', sequence = 0 } = record;
      const resume = { type: 'resume', connection, token, sequence, fresh: shown.token(record, sent) } as const;
      if (isForLoad(refusedEntry(shown.history, record, sent))) return [{ ...resume, excess: true }];
      return shown.mayBeForgotten(record, sent) ? [resume, { ...resume, late: true }] : [resume];
    }
    case 'ack':
      return [{ type: 'ack', connection, ack: record.ack ?? 0 }];
    case 'freeze':
      return shown.heedsSilence ? [{ type: 'sever', severed: { connection, how: 'lost' } }] : [];
    case 'heal':
      return shown.heedsSilence ? [{ type: 'mend', connection }] : [];
    case 'delay':
    case 'mute':
    case 'wait':
      return [];
    case 'cut':
      return [{ type: 'sever', severed: { connection, how: 'lost' } }];
    case 'close':
      return [{ type: 'sever', severed: { connection, how: action.code === closeCode.LEAVE ? 'goodbye' : 'lost' } }];
    case 'malformed':
      return [{ type: 'broken', connection, fault: action.frame }];
    case 'operate': {
      const { call, room, bearer } = action;
      const { session = '', targets = [] } = record;
      const due = bearer === 'right' ? 'granted' : 'unauthenticated';
      const access = isForLoad(refusedEntry(shown.history, record, sent)) ? 'resource_exhausted' : due;
      // In which order those who depart together are told of is the server's choice. Clause `operator.together`.
      // Without `room_order` each observer may be told in an order of its own, so that one of them stands for all.
      return (shown.ordersDepartures ? orders(targets) : [targets]).map((order) => ({
        type: 'operate',
        connection,
        call,
        room,
        session,
        targets: order,
        access,
      }));
    }
    default:
      return requests(record, sent, shown, connection);
  }
}

/** A call names a few at most. */
const orders = <T>(all: readonly T[]): T[][] =>
  all.length === 0
    ? [[]]
    : all.flatMap((first, at) => orders(all.filter((_, index) => index !== at)).map((rest) => [first, ...rest]));

/** Refused because of load or of a limit. Clause `limit.load`. */
const isForLoad = (refusal: RefusalAt | undefined): boolean =>
  refusal !== undefined && refusalsForLoad.includes(refusal.code);

/** What an entry was worth that was refused as a server may refuse any, in the words of the machine; undefined where it was not. */
function refusedFreely(
  refusal: RefusalAt | undefined,
  who: { readonly participant: string; readonly room: string },
  shown: ShownIds,
): readonly Access[] | undefined {
  if (isForLoad(refusal)) return ['resource_exhausted'];
  const isBarred = refusal?.code === 'permission_denied' && mayBeRemoved(shown.history, who, refusal.at);
  return isBarred ? ['permission_denied'] : undefined;
}

function joins(record: Sent, sent: number, shown: ShownIds, connection: string): Event[] {
  const origin = shown.joinOf(record, sent);
  if (origin === undefined) return [];
  const { action } = origin.record;
  if (action.kind !== 'join') return [];
  const { participant, role } = shown.seat(record.seat);
  const token = shown.token(record, sent);
  // What was refused has made nothing: sent again, it is a Join like any other.
  const first = shown.isRefused(origin, sent) ? { record, sent } : origin;
  const refusal = refusedEntry(shown.history, record, sent);
  // One that has been let in is told what became of it: `repeat.departed`.
  const isKnown = record.action.kind === 'repeat' && shown.isJoined(origin);
  const free =
    isKnown && !isForLoad(refusal) ? undefined : refusedFreely(refusal, { participant, room: action.room }, shown);
  return shown.made(first.record, first.sent).flatMap((made) =>
    (free ?? worths(action, shown.asksForTokens)).map((access) => ({
      type: 'join',
      connection,
      room: action.room,
      participant,
      role,
      access,
      joinId: `${record.seat}@${origin.sent}`,
      ...made,
      token,
    })),
  );
}

function requests(record: Sent, sent: number, shown: ShownIds, connection: string): Event[] {
  const { request = 0, ack = 0 } = record;
  const origin = record.action.kind === 'again' ? shown.requestOf(record, sent) : { record, sent };
  if (origin === undefined) return [];
  const made = origin.record.action.kind === 'switch' ? shown.made(origin.record, origin.sent) : [NOTHING];
  return made.flatMap((ids) =>
    asks(origin, ids, shown).map((ask) => ({ type: 'request', connection, request, ack, ask })),
  );
}

const NOTHING: FreshIds = { session: '', participation: '', token: '' };

/** Several where it may be refused for one reason or for another. */
function asks(
  { record, sent }: { readonly record: Sent; readonly sent: number },
  made: FreshIds,
  shown: ShownIds,
): readonly Ask[] {
  const { action, target = '', seat } = record;
  const { participant, role } = shown.seat(seat);
  const refusal = refusedRequest(shown.history, record, sent);
  // Clause `limit.leaves`.
  const isProtected = action.kind === 'leave' || (action.kind === 'end' && role === 'host');
  if (isForLoad(refusal) && !isProtected) return [{ kind: 'excess' }];
  if (action.kind !== 'switch') return [ask(action, target)];
  const room = action.unfit === undefined ? action.room : '';
  const worth = refusedFreely(refusal, { participant, room }, shown) ?? worths(action, shown.asksForTokens);
  return worth.map((access) => ({ kind: 'switch', room, access, ...made }));
}

function ask(action: Action, target: string): Ask {
  switch (action.kind) {
    case 'remove':
      return { kind: 'remove', target };
    case 'mode':
      return { kind: 'mode', viewer: action.mode === 'viewer' };
    case 'leave':
    case 'end':
    case 'sync':
    case 'unknown':
      return { kind: action.kind };
    default:
      throw new Error(`no event stands for ${action.kind}`);
  }
}

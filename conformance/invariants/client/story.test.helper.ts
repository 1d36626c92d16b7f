/** Histories of a client, written by hand: each line is a hundredth of a second after the one before. */

import type { AppEvent, CallEnd, Heard, Said } from '../../exchange/client.js';
import type { History, HistoryRecord, Settled } from '../../exchange/history.js';
import type { Profile } from '../../exchange/profile.js';
import { type Action, host, type PeerAction } from '../../exchange/scenario.js';

const STEP_MS = 10;

/** One line of a history, or time that passes. */
export type Line =
  | { readonly line: 'call'; readonly action: Action }
  | { readonly line: 'record'; readonly record: HistoryRecord }
  | { readonly line: 'later'; readonly ms: number };

const profile: Profile = {
  name: 'a client',
  side: 'client',
  wire: true,
  features: [],
  resumeWindowMs: 0,
  heartbeatIntervalMs: 0,
  heartbeatTimeoutMs: 0,
  tokens: false,
  slackMs: 250,
  unsupported: [],
  deviations: [],
} as Profile;

/** The calls are numbered in their order. */
export function story(lines: readonly Line[], settled: Settled = 'fenced'): History {
  let at = 0;
  let calls = 0;
  const records = lines.flatMap((one): HistoryRecord[] => {
    at += one.line === 'later' ? one.ms : STEP_MS;
    if (one.line === 'later') return [];
    if (one.line === 'record') return [{ ...one.record, at }];
    calls += 1;
    const { action } = one;
    return [{ kind: 'sent', seat: action.seat, at, round: calls, connection: 0, action, request: calls }];
  });
  return { scenario: { seats: [host('ann')], rounds: [] }, profile, records, settled };
}

const noted = (seat: string, connection: number, note: Extract<HistoryRecord, { kind: 'client' }>['note']): Line => ({
  line: 'record',
  record: { kind: 'client', at: 0, seat, connection, note },
});

export const calls = (action: Action): Line => ({ line: 'call', action });
export const later = (ms: number): Line => ({ line: 'later', ms });
export const ended = (call: number, how: CallEnd['how'] = 'done'): Line =>
  noted('ann', 0, { kind: 'returned', call, end: how === 'done' ? { how } : { how, why: 'it did' } });
export const told = (event: AppEvent, list?: readonly string[]): Line =>
  noted('ann', 0, { kind: 'told', told: event, ...(list && { list }) });
export const does = (deed: PeerAction): Line => ({
  line: 'record',
  record: {
    kind: 'sent',
    at: 0,
    seat: 'server',
    round: 0,
    connection: 0,
    action: { kind: 'peer', seat: 'server', does: deed },
  },
});
export const closed = (connection: number, by: 'client' | 'server', code: number): Line =>
  noted('server', connection, { kind: 'closed', by, code });

export const opened = (connection: number, address = '/'): Line =>
  noted('server', connection, {
    kind: 'heard',
    heard: { message: 'connect', address, subprotocols: ['adjourn.v1.proto'] },
  });

type Message = Extract<Heard, { request: number }>;
export const heard = (message: Message['message'], rest: Partial<Message> = {}, connection = 1): Line =>
  noted('server', connection, { kind: 'heard', heard: { message, request: 0, ack: 0, ...rest } });
export const said = (message: Said['message'], rest: Partial<Said> = {}, connection = 1): Line =>
  noted('server', connection, { kind: 'said', said: { message, sequence: 0, replyTo: 0, ...rest } });

export const JOIN_ID = 'a-secret-of-more-than-128-random-bits';
export const ROSTER = ['bob-1', 'cyd-1'];
export const WINDOW_MS = 500;

export const saidJoined = (rest: Partial<Said> = {}, connection = 1): Line =>
  said(
    'joined',
    {
      sequence: 1,
      participation: 'ann-1',
      roster: ROSTER,
      token: 'token-1',
      lastRequest: 0,
      resumeWindowMs: WINDOW_MS,
      heartbeatTimeoutMs: 0,
      ...rest,
    },
    connection,
  );

export const asks = (connection = 1): Line[] => [
  opened(connection),
  heard('join', { joinId: JOIN_ID, room: 'blue' }, connection),
];

const join: Action = { kind: 'join', seat: 'ann', room: 'blue' };
export const begins: readonly Line[] = [calls(join), ...asks()];

/** In the room, with bob and cyd. */
export const inside = (rest: Partial<Said> = {}): Line[] => [
  ...begins,
  saidJoined(rest),
  told({ event: 'joined', participation: 'ann-1' }, rest.roster ?? ROSTER),
  ended(1),
];

export const saysLeft = (participation: string, sequence: number, rest: Partial<Said> = {}, connection = 1): Line => {
  const participant = participation.split('-')[0] ?? '';
  const departure = { sequence, participant, participation, code: 1101, text: '' };
  return said('participantLeft', { ...departure, ...rest }, connection);
};

type Reason = NonNullable<Extract<AppEvent, { event: 'roomLeft' }>['reason']>;
export const left1101: Reason = { type: 'MANUAL_LEAVE_CALLED', code: 1101, source: 'SERVER' };

export const toldLeft = (participation: string, list?: readonly string[], reason: Reason = left1101): Line =>
  told({ event: 'participantLeft', participant: participation.split('-')[0] ?? '', participation, reason }, list);

export const toldOver = (code: number, type: string, source = 'SERVER', message?: string): Line =>
  told({ event: 'roomLeft', reason: { code, type, source, ...(message !== undefined && { message }) } });
/** A conclusion of the client's own. */
export const concludes = (code: number, type: string): Line => toldOver(code, type, 'LOCAL');

/** The suite's fence. */
export const fence = (sequence: number, connection = 1): Line[] => [
  saysLeft('sentinel-1', sequence, {}, connection),
  toldLeft('sentinel-1'),
];

/** Back on another connection, with what had been received. */
export const comesBack = (connection: number, sequence: number, token = 'token-1', lastRequest = 0): Line[] => [
  opened(connection),
  heard('resume', { ack: sequence, token, sequence }, connection),
  said('resumed', { token: `token-${connection}`, lastRequest }, connection),
];

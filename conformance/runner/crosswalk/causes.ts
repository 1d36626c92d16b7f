/** What may have ended a participation: the steps that could, and whether they were refused. */
import type { MeasuredCause } from '../../exchange/crosswalk.js';
import type { History, Seen, Sent } from '../../exchange/history.js';
import { OPERATOR } from '../../exchange/names.js';
import type { Action, ActionKind } from '../../exchange/scenario.js';
import type { OperatorMethod } from '../../exchange/words.js';
import type { ShownParticipation } from './participations.js';

/** A step that may end somebody's participation. */
export interface EndingStep {
  /** Of its record. */
  readonly index: number;
  readonly sent: Sent;
  /** The rooms that its seat had asked for by then: it may be in any of them. */
  readonly rooms: ReadonlySet<string>;
  /** The system said no: it has ended nothing. */
  refused: boolean;
}

/** A step whose effect on a participation cannot be foreseen: nothing is concluded from what follows it. */
type Effect = MeasuredCause | 'unclear';

const HARMLESS: ReadonlySet<ActionKind> = new Set(['sync', 'ack', 'unknown', 'wait', 'peer']);

/** All steps of a history that may end a participation. */
export function readEndings({ records }: History): readonly EndingStep[] {
  const endings: EndingStep[] = [];
  const rooms = new Map<string, ReadonlySet<string>>();
  /** Of each seat, what it has sent in its latest round. */
  const latest = new Map<string, Sent[]>();
  for (const [index, record] of records.entries()) {
    if (record.kind === 'seen') refuse(record, endings, latest.get(record.seat) ?? []);
    if (record.kind !== 'sent') continue;
    const { seat, round, action } = record;
    const [before] = latest.get(seat) ?? [];
    latest.set(seat, before?.round === round ? [...(latest.get(seat) ?? []), record] : [record]);
    if (action.kind === 'join' || action.kind === 'switch')
      rooms.set(seat, new Set([...(rooms.get(seat) ?? []), action.room]));
    if (!HARMLESS.has(action.kind))
      endings.push({ index, sent: record, rooms: rooms.get(seat) ?? new Set(), refused: false });
  }
  return endings;
}

/** Without a number, a refusal belongs to a step only where its seat had asked for nothing else. */
function refuse({ observation, seat }: Seen, endings: readonly EndingStep[], latest: readonly Sent[]): void {
  if (observation.kind !== 'rejected') return;
  const { replyTo = 0 } = observation;
  const [only, ...others] = latest;
  const meant =
    replyTo > 0
      ? endings.findLast(({ sent }) => sent.seat === seat && sent.request === replyTo)
      : endings.findLast(({ sent }) => others.length === 0 && sent === only);
  if (meant) meant.refused = true;
}

/** The steps that may have ended a participation before the record of this index, each with what it would have been. */
export function causesOf(
  participation: ShownParticipation,
  before: number,
  endings: readonly EndingStep[],
  history: History,
) {
  return endings.flatMap((ending) => {
    const { index, sent, refused } = ending;
    if (refused || index >= before || sent.round < participation.round) return [];
    const effect = effectOn(participation, ending, history);
    return effect === undefined ? [] : [{ ending, effect }];
  });
}

function effectOn(
  participation: ShownParticipation,
  { sent, rooms }: EndingStep,
  history: History,
): Effect | undefined {
  const { action, seat } = sent;
  const { role, participant } = history.scenario.seats.find(({ name }) => name === seat) ?? {};
  switch (action.kind) {
    case 'end':
      if (!rooms.has(participation.room)) return undefined;
      return role === 'host' ? 'ended-by-host' : 'ended-by-last';
    case 'remove':
      if (sent.target !== participation.name) return undefined;
      return seat === participation.seat ? 'unclear' : 'removed-by-host';
    case 'operate':
      return byOperator(participation, sent, action);
    case 'restart':
    case 'again':
      return 'unclear';
    case 'join':
    case 'switch':
    case 'repeat':
    case 'resume':
      return seat === participation.seat
        ? ownReturn(participation, sent)
        : byNamesake(participation, action, participant);
    default:
      return seat === participation.seat ? ofOneself(action, history) : undefined;
  }
}

const WHOLE: Partial<Record<OperatorMethod, MeasuredCause>> = {
  endMeeting: 'ended-by-operator',
  closeRoom: 'closed-by-operator',
};

function byOperator(
  participation: ShownParticipation,
  { targets = [] }: Sent,
  { call, room }: Action & { kind: 'operate' },
) {
  const whole = WHOLE[call];
  if (whole) return room === participation.room ? whole : undefined;
  if (!targets.includes(participation.name)) return undefined;
  return call === 'removeParticipant' ? 'removed-by-operator' : 'relay-stopped';
}

/** The step that led into the room ends nothing there. */
function ownReturn(participation: ShownParticipation, { action, round }: Sent): Effect | undefined {
  if (action.kind === 'switch') return action.room === participation.room ? undefined : 'switched';
  return action.kind === 'join' && round === participation.round ? undefined : 'unclear';
}

/** Another seat of the same participant. */
function byNamesake(
  participation: ShownParticipation,
  action: Action,
  participant: string | undefined,
): Effect | undefined {
  if (participant !== participation.participant) return undefined;
  if (action.kind !== 'join' && action.kind !== 'switch') return 'unclear';
  return action.room === participation.room ? 'replaced' : undefined;
}

function ofOneself(action: Action, { profile }: History): Effect {
  if (action.kind === 'leave') return 'own-leave';
  if (action.kind === 'mode' && action.mode === 'viewer') return 'viewer';
  if (action.kind === 'freeze' && (profile.heartbeat?.timeoutMs ?? 0) > 0) return 'silence';
  if (action.kind !== 'cut') return 'unclear';
  if (profile.resumeWindowMs > 0) return 'window-over';
  return action.how === 'fin' ? 'cut' : 'reset';
}

/** Steps by which a seat is shown things late, or never. */
const DISTURBING: ReadonlySet<ActionKind> = new Set([
  ...([
    'cut',
    'freeze',
    'heal',
    'delay',
    'close',
    'malformed',
    'repeat',
    'resume',
    'unload',
    'dispose',
    'listener',
  ] as const),
]);

/** Before the record of this index, a seat may have been shown things late; the operator is never shown any. */
export const isDisturbed = (seat: string, before: number, endings: readonly EndingStep[], but?: EndingStep): boolean =>
  endings.some(
    (ending) =>
      ending !== but &&
      ending.index < before &&
      ending.sent.seat !== OPERATOR &&
      (ending.sent.action.kind === 'restart' || (ending.sent.seat === seat && DISTURBING.has(ending.sent.action.kind))),
  );

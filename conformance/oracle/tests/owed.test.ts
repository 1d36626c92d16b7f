/** In which orders what a server has to send may come, and which queues are alike. */
import { describe, expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import type { Effect, Message } from '../../../spec/machine/messages.js';
import { digest, dropsTail, isAnswer, isFenced, type OrderRules, type Owed, owedKey, whyBehind } from '../owed.js';

const send = (message: Message, ...clauses: ClauseId[]): Effect => ({
  kind: 'send',
  to: 'ann/1',
  sequence: 1,
  message,
  clauses: [clauses[0] ?? 'departure.tells-others', ...clauses.slice(1)],
});
const owed = (effect: Effect, unseen = false): Owed => ({ effect, roomObject: 'ann#1', unseen });

const close = (code: number): Effect => ({ kind: 'close', to: 'ann/1', code, clauses: ['close.code'] });
const joined: Message = {
  kind: 'joined',
  session: 'blue$1',
  participation: 'ann#1',
  roster: [],
  replyTo: 0,
  token: '',
  lastRequest: 0,
};
const arrives = (who: string): Message => ({
  kind: 'participantJoined',
  member: { participant: who, participation: `${who}#1`, role: 'host' },
});
const departs = (who: string): Message => ({
  kind: 'participantLeft',
  participant: who,
  participation: `${who}#1`,
  reason: 1101,
});
const roomLeft = (replyTo: number): Message => ({ kind: 'roomLeft', reason: 1101, replyTo });

/** All that may stand in a queue, by a short name. */
const all = {
  close: close(4101),
  'close with a tail': close(4200),
  joined: send(joined),
  resumed: send({ kind: 'resumed', token: '', lastRequest: 0 }),
  accepted: send({ kind: 'accepted', replyTo: 1 }),
  rejected: send({ kind: 'rejected', replyTo: 1, code: 'not_found' }),
  'roomLeft in answer': send(roomLeft(1)),
  roomLeft: send(roomLeft(0)),
  'bob arrives': send(arrives('bob')),
  'bob departs': send(departs('bob')),
  'cyd arrives': send(arrives('cyd')),
  'cyd departs': send(departs('cyd')),
  'cyd is lost': send(departs('cyd'), 'departure.tells-others', 'connection.lost'),
  'cyd is announced': send(departs('cyd'), 'announces.each'),
} as const;
type Name = keyof typeof all;

const plainly: OrderRules = { ordered: false, unfenced: false, isNumbered: () => false };
const why = (one: Name, earlier: Name, rules: Partial<OrderRules> = {}) =>
  whyBehind(owed(all[one]), owed(all[earlier]), { ...plainly, ...rules });

describe('what must not come before what was to be sent earlier', () => {
  const names = Object.keys(all) as Name[];

  it.each(names)('is everything behind a close, or a RoomLeft: %s', (name) => {
    expect(why(name, 'close')).toBe('departure.last');
    if (!name.startsWith('close')) expect(why(name, 'roomLeft')).toBe('departure.last');
  });

  it.each<[Name, Name, ClauseId | undefined]>([
    ['close', 'bob departs', 'close.follows'],
    ['close', 'roomLeft', 'close.follows'],
    ['close with a tail', 'bob departs', undefined],
    ['bob arrives', 'joined', 'sequence.dense'],
    ['roomLeft', 'joined', 'sequence.dense'],
    ['bob arrives', 'resumed', 'resume.missed'],
    ['roomLeft', 'accepted', undefined],
    ['roomLeft', 'bob departs', 'departure.tells-others'],
    ['roomLeft in answer', 'accepted', 'request.in-order'],
    ['roomLeft in answer', 'bob departs', 'departure.tells-others'],
    ['joined', 'rejected', 'request.in-order'],
    ['joined', 'bob departs', 'departure.tells-others'],
    ['resumed', 'bob departs', 'departure.tells-others'],
    ['resumed', 'accepted', 'request.in-order'],
    ['accepted', 'rejected', 'request.in-order'],
    ['accepted', 'bob departs', 'fence.effects-first'],
    ['accepted', 'cyd is lost', undefined],
    ['bob departs', 'accepted', undefined],
    ['bob departs', 'bob arrives', 'departure.one-order'],
    ['bob arrives', 'bob departs', 'departure.one-order'],
    ['bob departs', 'cyd arrives', undefined],
    ['bob departs', 'cyd departs', undefined],
  ])('%s, where there is %s: %s', (one, earlier, clause) => {
    expect(why(one, earlier)).toBe(clause);
  });

  it('is any departure, where all observers see all departures in one order', () => {
    const ordered = { ordered: true };
    expect(why('bob departs', 'cyd departs', ordered)).toBe('departure.room-order');
    expect(why('bob departs', 'cyd arrives', ordered)).toBeUndefined();
    expect(why('bob arrives', 'cyd departs', ordered)).toBeUndefined();
    expect(why('bob departs', 'cyd is announced', ordered)).toBeUndefined();
    expect(why('cyd is announced', 'bob departs', ordered)).toBeUndefined();
  });

  it('is no answer, where it is declared that it may come ahead of news', () => {
    expect(why('accepted', 'bob departs', { unfenced: true })).toBeUndefined();
    expect(why('accepted', 'rejected', { unfenced: true })).toBe('request.in-order');
  });

  it('is anything behind what is sent again', () => {
    const rules = { isNumbered: (one: Owed) => one.effect === all['cyd departs'] };
    expect(why('bob departs', 'cyd departs', rules)).toBe('resume.missed');
    expect(why('accepted', 'cyd departs', rules)).toBe('resume.missed');
    expect(why('bob departs', 'cyd arrives', rules)).toBeUndefined();
  });
});

describe('what a queue has in it', () => {
  it('is fenced, unless no request causes it', () => {
    for (const clause of ['connection.lost', 'connection.goodbye', 'reason.failure', 'close.by-server'] as const)
      expect(isFenced(send(departs('bob'), 'departure.tells-others', clause)), clause).toBe(false);
    expect(isFenced(all['bob departs'])).toBe(true);
  });

  it('is an answer, or is none', () => {
    const answers = (Object.keys(all) as Name[]).filter((name) => isAnswer(all[name]));
    expect(answers).toEqual(['accepted', 'rejected', 'roomLeft in answer']);
  });

  it.each([
    [1000, false],
    [1002, true],
    [1009, true],
    [3999, true],
    [4000, false],
    [4101, false],
    [4200, true],
    [4201, false],
  ])('may be dropped with a close by %i: %s', (code, drops) => {
    expect(dropsTail(code)).toBe(drops);
  });

  it('has a short word', () => {
    const words = (['joined', 'accepted', 'roomLeft in answer', 'bob arrives', 'bob departs', 'resumed'] as const).map(
      (name) => (all[name].kind === 'send' ? digest(all[name].message) : ''),
    );
    expect(words).toEqual(['joined0', 'accepted1', 'roomLeft1', '+bob#1', '-bob#1:1101', 'resumed']);
  });
});

describe('queues', () => {
  const key = (names: readonly Name[], ordered = false) =>
    owedKey(
      names.map((name) => owed(all[name])),
      ordered,
    );

  it.each<[readonly Name[], readonly Name[]]>([
    [
      ['bob departs', 'cyd departs'],
      ['cyd departs', 'bob departs'],
    ],
    [
      ['accepted', 'bob arrives', 'cyd departs'],
      ['accepted', 'cyd departs', 'bob arrives'],
    ],
  ])('are alike where news of different people have changed places: %j', (one, other) => {
    expect(key(one)).toBe(key(other));
  });

  it.each<[readonly Name[], readonly Name[]]>([
    [['bob departs'], ['cyd departs']],
    [['bob departs'], ['bob arrives']],
    [['accepted'], ['rejected']],
    [['cyd departs'], ['cyd is lost']],
    [['close'], ['close with a tail']],
    [['bob departs'], ['bob departs', 'cyd departs']],
    [
      ['accepted', 'bob departs'],
      ['bob departs', 'accepted'],
    ],
    [
      ['bob departs', 'close'],
      ['close', 'bob departs'],
    ],
  ])('are not alike otherwise: %j, %j', (one, other) => {
    expect(key(one)).not.toBe(key(other));
  });

  it('are not alike where departures have an order', () => {
    expect(key(['bob departs', 'cyd departs'], true)).not.toBe(key(['cyd departs', 'bob departs'], true));
    expect(key(['bob arrives', 'cyd arrives'], true)).toBe(key(['cyd arrives', 'bob arrives'], true));
  });

  it('are not alike where something was seen in one of them, and not in the other', () => {
    const queue = (unseen: boolean) => owedKey([owed(all['bob departs'], unseen)], false);
    expect(queue(true)).not.toBe(queue(false));
  });
});

/** What a history is read into: what was done on each connection, with the ids that a server made for it, and what was shown. */
import { describe, expect, it } from 'vitest';
import type { History, Sent } from '../../exchange/history.js';
import { parseExample } from '../../exchange/notation/index.js';
import { eventsOf } from '../events.js';
import { problemsOf } from '../problems.js';
import { ShownIds } from '../shown-ids.js';

const history = (head: string, ...lines: readonly string[]): History =>
  parseExample(
    ['# made up', 'clauses end.host', 'seats ann:host bob:attendee tab=bob:attendee', head, 'round 1', ...lines].join(
      '\n',
    ),
  ).history;

/** What the records at some places may have been, as events of the machine. */
function events(from: History, at: number): readonly object[] {
  return eventsOf(from.records[at] as Sent, at, new ShownIds(from));
}
/** The ids that a join or a switch may have made: session, participation and token. */
function made(from: History, at: number): string[] {
  return new ShownIds(from)
    .made(from.records[at] as Sent, at)
    .map(({ session, participation, token }) => [session, participation, token].join(' '));
}
const resumable = 'features extended_codes resume switch remove\nwindow 1000';

describe('the ids that a server made', () => {
  it('are those of the answer, on whichever connection it came', () => {
    const switched = (joined: string) =>
      history(
        resumable,
        'bob > join blue',
        'bob < joined blue$1 bob#1',
        'bob > switch green',
        'bob > cut',
        'bob/2 > resume',
        'bob < resumed',
        `bob < joined green$1 bob#2 re=1 ${joined}`,
        'bob > switch red',
        'bob < joined red$1 bob#3 re=2',
      );
    const sentThere = switched('token=bob.3');
    expect(made(sentThere, 0)).toEqual(['blue$1 bob#1 bob.1']);
    expect(made(sentThere, 2)).toEqual(['green$1 bob#2 bob.3']);
    expect(made(sentThere, 7)).toEqual(['red$1 bob#3 bob.4']);
    // Sent again, it bears the token with which the connection began.
    expect(made(switched('token=bob.2'), 2)).toEqual(['green$1 bob#2 bob?2']);
  });

  it('are guessed from what others were shown, where there is no answer', () => {
    const seen = history(
      resumable,
      'ann > join blue',
      'ann < joined blue$1 ann#1',
      'bob > join blue',
      'ann < participantJoined bob#1:attendee',
      'ann < participantLeft bob#2 1001',
      'bob > cut',
      'bob/2 > join blue',
    );
    expect(made(seen, 2)).toEqual(
      ['bob#1', 'bob#2', 'bob?2'].flatMap((id) => ['blue$1', 'bob?2'].map((session) => `${session} ${id} bob?2`)),
    );
    expect(made(seen, 6)).toEqual(['blue$1 bob?6 bob?6', 'bob?6 bob?6 bob?6']);
  });

  it('are not guessed to be those that somebody was shown as its own', () => {
    const seen = history(
      resumable,
      'bob > join blue',
      'bob > cut',
      'tab > join blue',
      'tab < joined blue$1 bob#1 with ann#1:host',
      'ann > join blue',
    );
    expect(made(seen, 0)).toEqual(['blue$1 bob?0 bob?0', 'bob?0 bob?0 bob?0']);
    expect(made(seen, 4)[0]).toBe('blue$1 ann?4 ann?4');
  });

  it('are not those of a later Join, nor of one that was refused', () => {
    const seen = history(
      resumable,
      'bob > join blue',
      'bob < rejected already_exists',
      'bob/2 > join blue',
      'bob < joined blue$1 bob#1',
    );
    expect(made(seen, 0)).toEqual(['blue$1 bob?0 bob?0', 'bob?0 bob?0 bob?0']);
    expect(made(seen, 2)).toEqual(['blue$1 bob#1 bob.1']);
    const shown = new ShownIds(seen);
    const first = { record: seen.records[0] as Sent, sent: 0 };
    expect([shown.isRefused(first, 2), shown.isRefused(first, 1), shown.isRefused({ ...first, sent: 2 }, 9)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are not those of a request that is refused beside the Join', () => {
    const seen = history(
      resumable,
      'bob > join blue',
      'bob > remove ann',
      'bob < rejected permission_denied re=1',
      'bob < joined blue$1 bob#1',
    );
    expect(made(seen, 0)).toEqual(['blue$1 bob#1 bob.1']);
    expect(new ShownIds(seen).isRefused({ record: seen.records[0] as Sent, sent: 0 }, 9)).toBe(false);
  });
});

describe('an action, as events of the machine', () => {
  const head = `${resumable}\nheartbeat 100 400\ntokens yes`;
  const own = { session: 'bob?0', participation: 'bob?0', token: 'bob?0' };
  const join = {
    type: 'join',
    connection: 'bob/1',
    room: 'blue',
    participant: 'bob',
    role: 'attendee',
    joinId: 'bob@0',
    ...own,
  };
  const request = { type: 'request', connection: 'bob/1', request: 1, ack: 0 };

  it.each<[string, object[]]>([
    ['join blue', [{ ...join, access: 'granted' }]],
    ['join blue flaw=other-room', [{ ...join, access: 'permission_denied' }]],
    ['join blue flaw=expired', [{ ...join, access: 'unauthenticated' }]],
    [
      'join blue unfit=no-participant',
      [
        { ...join, access: 'invalid_argument' },
        { ...join, access: 'permission_denied' },
      ],
    ],
    ['leave', [{ ...request, ask: { kind: 'leave' } }]],
    ['sync', [{ ...request, ask: { kind: 'sync' } }]],
    ['unknown', [{ ...request, ask: { kind: 'unknown' } }]],
    ['viewer', [{ ...request, ask: { kind: 'mode', viewer: true } }]],
    ['unknown-mode', [{ ...request, ask: { kind: 'mode', viewer: false } }]],
    ['remove ann#1', [{ ...request, ask: { kind: 'remove', target: 'ann#1' } }]],
    ['switch red', [{ ...request, ask: { kind: 'switch', room: 'red', access: 'granted', ...own } }]],
    [
      'switch red unfit=no-room',
      ['invalid_argument', 'permission_denied'].map((access) => ({
        ...request,
        ask: { kind: 'switch', room: '', access, ...own },
      })),
    ],
    ['ack', [{ type: 'ack', connection: 'bob/1', ack: 0 }]],
    ['cut', [{ type: 'sever', severed: { connection: 'bob/1', how: 'lost' } }]],
    ['close 1000', [{ type: 'sever', severed: { connection: 'bob/1', how: 'lost' } }]],
    ['close 4101', [{ type: 'sever', severed: { connection: 'bob/1', how: 'goodbye' } }]],
    ['freeze', [{ type: 'sever', severed: { connection: 'bob/1', how: 'lost' } }]],
    ['heal', [{ type: 'mend', connection: 'bob/1' }]],
    ['malformed oversize', [{ type: 'broken', connection: 'bob/1', fault: 'oversize' }]],
    ['delay 20', []],
    ['mute', []],
    ['repeat', []],
    ['again', []],
  ])('%s', (action, expected) => {
    expect(events(history(head, `bob > ${action}`), 0)).toEqual(expected);
  });

  it.each(['freeze', 'heal'])('%s is nothing to a server that does not heed silence', (action) => {
    expect(events(history(resumable, `bob > ${action}`), 0)).toEqual([]);
  });

  it('is refused for what it names alone, where there are no tokens', () => {
    const unfit = events(history(resumable, 'bob > join blue unfit=no-room'), 0);
    expect(unfit).toMatchObject([{ access: 'invalid_argument' }]);
  });

  it('is the same once more, with its number and its ids', () => {
    const seen = history(
      resumable,
      'bob > join blue',
      'bob < joined blue$1 bob#1',
      'bob > remove ann#1',
      'bob > again',
      'bob > cut',
      'bob/2 > repeat',
      'bob < joined blue$1 bob#1 seq=1',
    );
    expect(events(seen, 3)).toEqual(events(seen, 2));
    expect(events(seen, 5)).toMatchObject([
      { type: 'join', connection: 'bob/2', room: 'blue', joinId: 'bob@0', participation: 'bob#1', session: 'blue$1' },
    ]);
  });

  it('of the operator names those who go in any order, where all observers see one', () => {
    const call = 'operator > stopMediaRelay blue ann#1 bob#1';
    const orders = (head: string, line = call) =>
      events(history(head, line), 0).map((one) => 'targets' in one && one.targets);
    expect(orders('features relay operator room_order')).toEqual([
      ['ann#1', 'bob#1'],
      ['bob#1', 'ann#1'],
    ]);
    expect(orders('features relay operator')).toEqual([['ann#1', 'bob#1']]);
    const [wrong] = events(history('features operator', 'operator > endMeeting blue bearer=wrong'), 0);
    expect(wrong).toEqual({
      type: 'operate',
      connection: 'operator/1',
      call: 'endMeeting',
      room: 'blue',
      session: '',
      targets: [],
      access: 'unauthenticated',
    });
  });
});

describe('a Resume after a long time', () => {
  /** Bob has left, and comes back so many milliseconds after he was last shown something. */
  const back = (away: number, slackMs: number) => {
    const seen = history(
      resumable,
      'bob > join blue',
      'bob < joined blue$1 bob#1',
      'bob > leave',
      'bob < roomLeft 1101 re=1',
      'bob/2 > resume',
      'bob < rejected not_found',
    );
    const times = [0, 0, 100, 100, 100 + away, 900_000];
    const records = seen.records.map((record, place) => ({ ...record, at: times[place] ?? 0 }));
    return events({ ...seen, records, profile: { ...seen.profile, slackMs } }, 4);
  };
  const resume = { type: 'resume', connection: 'bob/2', token: 'bob.1', sequence: 2, fresh: 'bob?4' };

  it.each([
    [2000, 0, false],
    [2001, 0, true],
    [1500, 500, false],
    [1501, 500, true],
  ])('of %i ms may meet a server that has forgotten, with a slack of %i: %s', (away, slackMs, forgotten) => {
    expect(back(away, slackMs)).toEqual(forgotten ? [resume, { ...resume, late: true }] : [resume]);
  });
});

describe('connections, as they are searched', () => {
  const of = (from: History) => problemsOf(from, new ShownIds(from));
  const beats = `${resumable}\nheartbeat 100 400`;

  it('answer each Heartbeat by an Ack of what was received', () => {
    const [problem] = of(
      history(
        beats,
        'bob > join blue',
        'bob < heartbeat',
        'bob < joined blue$1 bob#1',
        'bob < heartbeat',
        'bob > sync',
        'bob < accepted re=1',
        'bob < heartbeat',
      ),
    );
    const acks = problem?.connections[0]?.actions.filter(({ action }) => action.kind === 'ack');
    expect(acks).toEqual(
      [
        [1, 0],
        [3, 1],
        [6, 2],
      ].map(([sent, ack]) => ({
        sent,
        action: { kind: 'ack', seat: 'bob' },
        events: [{ type: 'ack', connection: 'bob/1', ack }],
      })),
    );
    expect(problem?.connections[0]?.log.map(({ index }) => index)).toEqual([2, 5]);
  });

  it('may have answered it or not, where a seat goes on over another one', () => {
    const [problem] = of(
      history(
        beats,
        'bob > join blue',
        'bob < joined blue$1 bob#1',
        'bob < heartbeat',
        'bob > cut',
        'bob/2 > resume',
        'bob < resumed',
      ),
    );
    const acks = problem?.connections[0]?.actions.filter(({ action }) => action.kind === 'ack');
    expect(acks).toMatchObject([{ events: [{ ack: 1 }, { ack: 0 }], loose: true }]);
    expect(problem?.connections.map(({ id }) => id)).toEqual(['bob/1', 'bob/2']);
  });

  it('belong together by their rooms, and by a seat that goes on over another one', () => {
    const groups = (...lines: readonly string[]) =>
      of(history(resumable, ...lines)).map(({ connections }) => connections.map(({ id }) => id));
    expect(groups('ann > join blue', 'bob > join red')).toEqual([['ann/1'], ['bob/1']]);
    expect(groups('ann > join blue', 'bob > join blue')).toEqual([['ann/1', 'bob/1']]);
    expect(groups('ann > join blue', 'bob > join red', 'bob > switch blue')).toEqual([['ann/1', 'bob/1']]);
    expect(groups('ann > join blue', 'bob > join red', 'ann/2 > join red')).toEqual([['ann/1'], ['bob/1', 'ann/2']]);
    expect(groups('ann > join blue', 'bob > join red', 'ann/2 > resume token=ann.1', 'bob/2 > repeat')).toEqual([
      ['ann/1', 'ann/2'],
      ['bob/1', 'bob/2'],
    ]);
  });

  it.each<[readonly string[], boolean]>([
    [[], false],
    [['bob > cut'], true],
    [['bob > close 1000'], true],
    [['bob > freeze'], true],
    [['bob > freeze', 'bob > heal'], false],
    [['bob > freeze', 'bob > heal', 'bob < closed 1006'], true],
    [['bob > freeze', 'bob > heal', 'bob < closed 1000'], false],
    [['bob < closed 1006'], false],
    [['server > restart'], true],
    [['bob < closed 1000', 'server > restart'], false],
  ])('may miss what is due on them: %j, %s', (lines, severed) => {
    const [problem] = of(history(beats, 'bob > join blue', 'bob < joined blue$1 bob#1', ...lines));
    expect(problem?.connections[0]?.severed).toBe(severed);
  });

  it('show their closes on the wire of the protocol alone, and one that broke off with its server not at all', () => {
    const closes = (wire: boolean, ...lines: readonly string[]) => {
      const seen = history(resumable, 'bob > join blue', ...lines);
      return of({ ...seen, profile: { ...seen.profile, wire } })[0]?.connections[0]?.log.length;
    };
    expect(closes(true, 'bob < closed 1000')).toBe(1);
    expect(closes(false, 'bob < closed 1000')).toBe(0);
    expect(closes(true, 'bob < closed 1006')).toBe(1);
    expect(closes(true, 'server > restart', 'bob < closed 1006')).toBe(0);
  });

  it('break off when their server dies, whether it forgets or not', () => {
    const [problem] = of(history(resumable, 'bob > join blue', 'bob < joined blue$1 bob#1', 'server > restart'));
    expect(problem?.connections.map(({ id }) => id)).toEqual(['bob/1', 'server']);
    expect(problem?.connections[1]).toMatchObject({
      severed: false,
      log: [],
      actions: [
        {
          sent: 2,
          loose: true,
          events: [true, false].map((forgets) => ({ type: 'restart', connections: ['bob/1'], forgets })),
        },
      ],
    });
  });
});

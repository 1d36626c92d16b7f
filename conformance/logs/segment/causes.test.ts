/** Whether a log shows why everybody departed, and everybody who was there. */
import { describe, expect, it } from 'vitest';
import type { History, HistoryRecord } from '../../exchange/history.js';
import type { LogHead } from '../../exchange/log.js';
import { type Observation, silentJoined } from '../../exchange/observation.js';
import type { LoggedRecord } from '../rooms/types.js';
import { lackOfCauses, unknownCodesIn } from './causes.js';

const seen = (observation: Observation): HistoryRecord => ({
  kind: 'seen',
  at: 0,
  seat: 'a',
  connection: 1,
  observation,
});
const sent = (kind: string): HistoryRecord =>
  ({ kind: 'sent', at: 0, seat: 'a', round: 0, connection: 1, action: { kind, seat: 'a' } }) as HistoryRecord;
const member = (participation: string) => ({ participant: 'ann', participation, role: 'host' }) as const;
const joined = (participation: string, ...roster: string[]) =>
  seen({ kind: 'joined', ...silentJoined, participation, roster: roster.map(member) });
const came = (participation: string) => seen({ kind: 'participantJoined', member: member(participation) });
const went = (participation: string, ...reason: (number | 'absent')[]) =>
  seen({ kind: 'participantLeft', participant: 'ann', participation, reason });
const left = (...reason: (number | 'absent')[]) => seen({ kind: 'roomLeft', reason });
const refused = (replyTo?: number) =>
  seen({ kind: 'rejected', code: 'not_found', ...(replyTo !== undefined && { replyTo }) });
const closed = (code: number) => seen({ kind: 'closed', code });

interface Wish {
  readonly participants?: readonly string[];
  readonly resumeWindowMs?: number;
}

const lack = (complete: boolean, records: readonly HistoryRecord[], wish: Wish = {}) => {
  const { participants = ['ann', 'bob'], resumeWindowMs = 0 } = wish;
  const seats = participants.map((participant) => ({ name: participant, participant, role: 'host' }));
  const history = { scenario: { seats, rounds: [] }, profile: { resumeWindowMs }, records } as unknown as History;
  return lackOfCauses(history, { complete } as LogHead);
};

const two = [joined('p1'), joined('p2', 'p1'), came('p2')];
const window = { resumeWindowMs: 1 };
const twice = { participants: ['ann', 'bob', 'ann'] };

describe('the causes that a log lacks', () => {
  it.each<[string, HistoryRecord[], Wish, string | undefined]>([
    ['none where all who are shown have come', [...two, left(1101)], {}, undefined],
    ['one who is in a roster', [joined('p2', 'p1')], {}, 'mentioned'],
    ['one who is shown to come', [joined('p1'), came('p9')], {}, 'mentioned'],
    ['one who is shown to go', [joined('p1'), went('p9', 1101)], {}, 'mentioned'],
    ['the call of an operator', [...two, left(1009)], {}, 'called'],
    ['the call that others are told of', [...two, went('p2', 1010)], {}, 'called'],
    ['who removed somebody', [...two, left(1002)], {}, 'removed'],
    ['none where somebody removed', [...two, sent('remove'), left(1002)], {}, undefined],
    ['who came instead', [...two, left(1011)], {}, 'replaced'],
    ['none where somebody came twice', [...two, left(1011)], twice, undefined],
    ['what became of a refused Join', [...two, refused()], {}, 'refused'],
    ['what became of a Join that was refused with number 0', [...two, refused(0)], {}, 'refused'],
    ['none of a refused request', [...two, refused(1)], {}, undefined],
    ...['cut', 'close', 'repeat', 'resume'].map((kind): [string, HistoryRecord[], Wish, string] => [
      `where one goes on: ${kind}`,
      [...two, sent(kind)],
      window,
      'resumable',
    ]),
    ['where one goes on that was taken over', [...two, closed(4200)], window, 'resumable'],
    ['none where nobody can resume', [...two, sent('cut')], {}, undefined],
    ['none where nobody was lost', [...two, sent('sync'), closed(1000)], window, undefined],
    ['none of a departure without a reason', [...two, left('absent')], {}, undefined],
    ['none of a departure without a cause', [...two, left(0)], {}, undefined],
  ])('are %s', (_, records, wish, partly) => {
    expect(lack(false, records, wish)).toBe(partly);
    expect(lack(true, records, wish)).toBeUndefined();
  });

  it.each([1007, 1999])('are those of the server itself, in any log: %i', (code) => {
    for (const complete of [true, false]) {
      expect(lack(complete, [...two, left(code)])).toBe('unexplained');
      expect(lack(complete, [...two, went('p2', 1101, code)])).toBe('unexplained');
    }
  });
});

describe('the codes that this version does not know', () => {
  it('are named once, with their first lines', () => {
    const records = [joined('p1'), left(1101), left(1999), went('p2', 1999, 1998), left(0, 'absent'), sent('sync')];
    const logged = records.map((record, index) => ({ record, line: index + 1, object: undefined }) as LoggedRecord);
    expect(unknownCodesIn(logged)).toEqual([
      { code: 1999, line: 3 },
      { code: 1998, line: 4 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Note } from '../../exchange/client.js';
import type { ClientRecord, History } from '../../exchange/history.js';
import { fence, meetingOf } from '../meeting.test.helper.js';
import { judgeHistory } from './judge.js';

const meeting = (...lines: string[]) => meetingOf(['features  extended_codes remove room_order'], ...lines);

const left = ['bob > leave', 'bob < roomLeft 1101 re=1', 'bob < closed 4101'];

describe('the verdict', () => {
  it('is a pass where the oracle explains and the invariants hold', () => {
    const judgement = judgeHistory(meeting(...left, 'ann < participantLeft bob#1 1101', ...fence));
    expect(judgement).toMatchObject({ kind: 'pass', missing: false });
    expect(judgement.checks.get('departure.tells-others')).toBeGreaterThan(0);
  });

  it('is a failure by the clause of the invariant where one is violated', () => {
    const judgement = judgeHistory(meeting(...left, 'ann < participantLeft bob#1 1001', ...fence));
    expect(judgement).toMatchObject({ kind: 'fail', fault: { oracleOnly: false } });
  });

  it('says of what has not come that it may still come', () => {
    const judgement = judgeHistory(meeting(...left, ...fence));
    expect(judgement).toMatchObject({ kind: 'fail', missing: true, fault: { clause: 'departure.tells-others' } });
  });

  it('excuses a clause that the system deviates from on purpose, and no other', () => {
    const history = meeting(...left, ...fence);
    const deviating = (clause: string) => ({
      ...history,
      profile: { ...history.profile, deviations: [{ clause, why: 'it was decided so' }] },
    });
    expect(judgeHistory(deviating('departure.tells-others')).kind).toBe('pass');
    expect(judgeHistory(deviating('end.host')).kind).toBe('fail');
  });

  it('is that of the invariants alone for a client', () => {
    const { scenario, profile } = meeting();
    const at = (time: number, note: Note, seat = 'ann'): ClientRecord => ({
      kind: 'client',
      at: time,
      seat,
      connection: seat === 'ann' ? 0 : 1,
      note,
    });
    const over: Note = {
      kind: 'told',
      told: { event: 'roomLeft', reason: { type: 'REMOVE_PEER', code: 1002, source: 'SERVER' } },
    };
    const said: Note = { kind: 'said', said: { message: 'roomLeft', sequence: 1, replyTo: 0, code: 1002, text: '' } };
    const history = (...notes: readonly ClientRecord[]): History => ({
      scenario,
      profile: { ...profile, side: 'client' },
      records: notes,
      settled: 'fenced',
    });
    expect(judgeHistory(history(at(1, said, 'server'), at(2, over))).kind).toBe('pass');
    const twice = judgeHistory(history(at(1, said, 'server'), at(2, over), at(3, over)));
    expect(twice).toMatchObject({ kind: 'fail', fault: { clause: 'client.room-left-once', at: 2, oracleOnly: false } });
  });
});

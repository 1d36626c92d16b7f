import { expect, it } from 'vitest';
import type { ClauseId } from '../../../gen/clauses.js';
import { parseExample } from '../../exchange/notation/index.js';
import { type Action, end, join } from '../../exchange/scenario.js';
import { generous } from './limits.js';
import { Patience } from './patience.js';

const { history } = parseExample('seats ann:host\nround 1\n');

const inTime = () => ({ worstMs: 0, starved: false });

function learnt(clause: ClauseId | undefined) {
  const fault = clause && { clause, at: 0, allowed: '', seen: '', oracleOnly: false };
  return { history, judgement: { missing: fault !== undefined, fault } };
}

it('what was waited for in vain is not waited for as long again', () => {
  const patience = new Patience(false, inTime);
  patience.learn(learnt(undefined));
  expect(patience.limits).toEqual(generous);
  patience.learn(learnt('request.answered'));
  expect(patience.limits.answerMs).toBeLessThan(generous.answerMs);
  expect(patience.longest).toEqual(generous);
});

it('what is missing for the first time was given up too early, if not everything was waited for', () => {
  const patience = new Patience();
  expect(patience.wasHasty(learnt('request.answered'))).toBe(false);
  patience.learn(learnt('request.answered'));
  expect(patience.wasHasty(learnt('request.answered'))).toBe(false);
  expect(patience.wasHasty(learnt('departure.tells-leaver'))).toBe(true);
  expect(patience.wasHasty(learnt(undefined))).toBe(false);
  patience.learn(learnt('departure.tells-leaver'));
  expect(patience.wasHasty(learnt('departure.tells-leaver'))).toBe(false);
});

it('that one request goes unanswered says nothing of another', () => {
  const overdue = (action: Action) => {
    const record = { kind: 'overdue' as const, at: 0, seat: 'ann', connection: 1, action, afterMs: 100 };
    return { ...learnt('request.answered'), history: { ...history, records: [record] } };
  };
  const patience = new Patience();
  patience.learn(overdue(end('ann')));
  expect(patience.wasHasty(overdue(end('ann')))).toBe(false);
  expect(patience.wasHasty(overdue(join('ann')))).toBe(true);
});

it('on a slow machine no answer gets less time than every answer is promised', () => {
  const lag = { worstMs: 0, starved: false };
  const patience = new Patience(false, () => ({ ...lag }));
  patience.learn(learnt('request.answered'));
  expect(patience.limits.answerMs).toBeLessThan(generous.answerMs);
  lag.starved = true;
  expect(patience.limits).toEqual(generous);
  Object.assign(lag, { starved: false, worstMs: 101 });
  expect(patience.limits).toEqual(generous);
});

it('in a debugger nothing is given up', () => {
  const patience = new Patience(true);
  patience.learn(learnt('request.answered'));
  expect(patience.limits.answerMs).toBe(Number.POSITIVE_INFINITY);
  expect(patience.wasHasty(learnt('departure.tells-leaver'))).toBe(false);
});

import { expect, test } from 'vitest';
import { budgetOf } from './budget.js';

/** A process that is told what it had of its machine. */
function machine() {
  const had = { now: 5, active: 7, cpu: 3 };
  const gauge = { now: () => had.now, activeMs: () => had.active, cpuMs: () => had.cpu };
  const passes = (ms: number, of: { readonly active: number; readonly cpu: number }): void => {
    had.now += ms;
    had.active += of.active;
    had.cpu += of.cpu;
  };
  return { gauge, passes };
}

test('a budget is used by time that passes, whether it is worked in or waited in', () => {
  const { gauge, passes } = machine();
  const budget = budgetOf(1_000, gauge);
  passes(400, { active: 100, cpu: 100 });
  expect([budget.left(), budget.used()]).toEqual([600, 400]);
  passes(300, { active: 300, cpu: 350 });
  expect(budget.left()).toBe(300);
  passes(400, { active: 0, cpu: 0 });
  expect(budget.left()).toBe(0);
});

test('a budget is not used by what other processes take, but for a fifth of it', () => {
  const { gauge, passes } = machine();
  const budget = budgetOf(1_000, gauge);
  passes(1_000, { active: 900, cpu: 300 });
  expect(budget.used()).toBe(400);
  passes(3_000, { active: 3_000, cpu: 0 });
  expect(budget.used()).toBe(800);
  passes(1_000, { active: 1_000, cpu: 0 });
  expect(budget.left()).toBe(0);
});

test('a part of a budget ends with the whole', () => {
  const { gauge, passes } = machine();
  const budget = budgetOf(1_000, gauge);
  passes(700, { active: 0, cpu: 0 });
  expect([budget.atMost(100).left(), budget.atMost(500).left()]).toEqual([100, 300]);
});

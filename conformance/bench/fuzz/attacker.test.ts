import { describe, expect, test } from 'vitest';
import { readOf } from './attacker.js';

describe('how many of twenty frames were certainly read', () => {
  test('none, where nothing came back', () => expect(readOf(20, 0, 0)).toBe(0));
  test('a stretch of eight for each pong', () => expect(readOf(20, 2, 0)).toBe(16));
  test('and the one over which the connection was closed', () => expect(readOf(20, 2, 1007)).toBe(17));
  test('all, after the last pong', () => expect(readOf(20, 3, 0)).toBe(20));
});

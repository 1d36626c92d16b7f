import { expect, test } from 'vitest';
import { bindingWords, bindsServer, isForClass } from './binding.js';

test('a server is bound by the base, and by what its features bring', () => {
  expect(bindsServer('departure.once', [])).toBe(true);
  expect(bindsServer('resume.resumed', [])).toBe(false);
  expect(bindsServer('resume.resumed', ['resume'])).toBe(true);
  expect(bindsServer('switch.displaces', ['switch'])).toBe(false);
  expect(bindsServer('switch.displaces', ['replace', 'switch'])).toBe(true);
});

test('a feature may take a clause away', () => {
  expect(bindsServer('join.duplicate', [])).toBe(true);
  expect(bindsServer('join.duplicate', ['replace'])).toBe(false);
});

test('what is for a client binds no server', () => {
  expect(bindsServer('client.dispose', [])).toBe(false);
  expect(isForClass('client.dispose', 'client')).toBe(true);
  expect(isForClass('vendor.numbers', 'operator')).toBe(true);
});

test.each([
  ['departure.once', 'a server'],
  ['switch.place-taken', 'a server with switch, without replace'],
  ['operator.relay', 'a server with operator and relay'],
  ['secrets.not-logged', 'a server or a client'],
  ['vendor.numbers', 'everybody'],
  ['heartbeat.sent', 'a server that announces a heartbeat_interval_ms other than 0'],
] as const)('%s binds %s', (clause, words) => {
  expect(bindingWords(clause)).toBe(words);
});

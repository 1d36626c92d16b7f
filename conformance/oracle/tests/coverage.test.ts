/** What a system of some profile can meet of the machine: what it is measured by. */
import { describe, expect, it } from 'vitest';
import { type Feature, features } from '../../exchange/features.js';
import type { Profile } from '../../exchange/profile.js';
import { type FullTriple, nameOf, reachableFor } from '../coverage.js';

const everything: Profile = {
  name: 'made up',
  side: 'server',
  wire: true,
  features,
  resumeWindowMs: 1000,
  tokens: true,
  slackMs: 0,
  unsupported: [],
  deviations: [],
};
const all = reachableFor(everything);
const without = (...missing: readonly Feature[]) =>
  reachableFor({ ...everything, features: features.filter((one) => !missing.includes(one)) });

const names = (triples: readonly FullTriple[]) => triples.map(nameOf).sort();
const begin = (triples: readonly FullTriple[], words: string) =>
  triples.filter((one) => [one.state, one.event, one.outcome].some((name) => name.startsWith(words)));
const outcomes = (triples: readonly FullTriple[], event: string) =>
  new Set(triples.filter((one) => one.event === event).map(({ outcome }) => outcome));

describe('a server without a feature', () => {
  it.each<[Feature, string]>([
    ['switch', 'reserved'],
    ['switch', 'fixed'],
    ['switch', 'replacement by a switch'],
    ['viewer', 'departed as a viewer'],
    ['remove', 'Remove by another'],
    ['operator', 'departed by EndMeeting'],
    ['operator', 'departed by RemoveParticipant'],
    ['operator', 'departed by CloseRoom'],
    ['operator', 'departed by StopMediaRelay'],
    ['operator', 'operator:'],
    ['relay', 'departed by StopMediaRelay'],
  ])('has without %s nothing of "%s", and with it has', (feature, words) => {
    const there = begin(all, words);
    expect(there).not.toEqual([]);
    expect(begin(without(feature), words)).toEqual([]);
  });

  it.each<[Feature, string]>([
    ['remove', 'Remove'],
    ['viewer', 'ChangeMode'],
    ['switch', 'SwitchRoom'],
  ])('without %s refuses %s as unknown, and with it never', (feature, event) => {
    expect(outcomes(without(feature), event)).toContain('unimplemented');
    expect(outcomes(without(feature), event)).not.toContain('accepted');
    expect(outcomes(all, event)).not.toContain('unimplemented');
  });

  it.each(['operator: StopMediaRelay', 'operator: StopMediaRelay of another'])(
    'without relay refuses %s as unknown',
    (event) => {
      expect(outcomes(without('relay'), event)).toContain('unimplemented');
      expect(outcomes(all, event)).not.toContain('unimplemented');
    },
  );

  it('without replace refuses a second device, and with it never', () => {
    expect(outcomes(without('replace'), 'Join')).toContain('already_exists');
    expect(outcomes(all, 'Join')).not.toContain('already_exists');
  });

  it('without remove has nobody whom a host removed; whom the operator removed it has', () => {
    const states = (triples: readonly FullTriple[]) => new Set(triples.map(({ state }) => state));
    expect(states(all)).toContain('departed by Remove');
    expect(states(without('remove'))).not.toContain('departed by Remove');
    expect(states(without('remove'))).toContain('departed by RemoveParticipant of the operator');
  });

  it('without resume has nobody linger', () => {
    expect(begin(without('resume'), 'lingering')).toEqual([]);
    expect(begin(all, 'lingering')).not.toEqual([]);
  });

  it('that cannot be made to do what the operator asks is one without an operator', () => {
    const cannot = reachableFor({ ...everything, unsupported: ['operate'] });
    expect(names(cannot)).toEqual(names(without('operator')));
    expect(cannot.length).toBeGreaterThan(100);
  });
});

describe('what cannot be done to a system', () => {
  it.each<[string, readonly string[]]>([
    ['repeat', ['repeated Join']],
    ['resume', ['Resume']],
    ['leave', ['Leave']],
    ['end', ['End', 'End by another']],
    ['sync', ['Sync']],
    ['unknown', ['unknown request']],
    ['remove', ['Remove', 'Remove by another']],
    ['mode', ['ChangeMode']],
    ['switch', ['SwitchRoom']],
    ['again', ['request again']],
    ['ack', ['Ack']],
    ['malformed', ['malformed frame']],
    ['cut', ['loss']],
    ['close', ['goodbye']],
    ['wait', []],
  ])('%s: leaves out what comes of it, and nothing else', (action, events) => {
    const left = all.filter(({ event }) => !events.includes(event));
    for (const event of events) expect(outcomes(all, event).size, event).toBeGreaterThan(0);
    expect(names(reachableFor({ ...everything, unsupported: [action] }))).toEqual(names(left));
  });

  it('refuses nobody for a wrong token, where there are none', () => {
    const byToken = ({ event, outcome }: FullTriple) =>
      (event === 'Join' && outcome === 'unauthenticated') ||
      (event === 'SwitchRoom' && outcome === 'permission_denied');
    expect(all.filter(byToken).length).toBeGreaterThan(2);
    const others = all.filter((one) => !byToken(one));
    expect(outcomes(others, 'Remove')).toContain('permission_denied');
    expect(names(reachableFor({ ...everything, tokens: false }))).toEqual(names(others));
  });

  it('leaves out what is chance', () => {
    expect(all).not.toContainEqual({ state: 'fixed', event: 'Leave', outcome: 'nothing' });
    expect(all.some(({ state, event }) => state === 'fixed' && event === 'switch committed')).toBe(true);
  });
});

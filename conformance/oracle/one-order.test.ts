import { describe, expect, it } from 'vitest';
import { parseExample } from '../exchange/notation/index.js';
import { explain } from './explain.js';

const example = (features: string, ...last: string[]) =>
  parseExample(
    [
      '# Two leave at once',
      'clauses   departure.once',
      `features  extended_codes ${features}`,
      'window    0',
      'seats     ann:host eve:host bob:attendee cyd:attendee',
      '',
      'round 1',
      'ann > join blue',
      'ann < joined blue$1 ann#1',
      'round 2',
      'eve > join blue',
      'eve < joined blue$1 eve#1 with ann#1:host',
      'ann < participantJoined eve#1:host',
      'round 3',
      'bob > join blue',
      'bob < joined blue$1 bob#1 with ann#1:host eve#1:host',
      'ann < participantJoined bob#1:attendee',
      'eve < participantJoined bob#1:attendee',
      'round 4',
      'cyd > join blue',
      'cyd < joined blue$1 cyd#1 with ann#1:host eve#1:host bob#1:attendee',
      'ann < participantJoined cyd#1:attendee',
      'eve < participantJoined cyd#1:attendee',
      'bob < participantJoined cyd#1:attendee',
      'round 5',
      'bob > leave',
      'cyd > leave',
      'bob < roomLeft 1101 re=1',
      'bob < closed 4101',
      'cyd < participantLeft bob#1 1101',
      'cyd < roomLeft 1101 re=1',
      'cyd < closed 4101',
      'ann < participantLeft bob#1 1101',
      'ann < participantLeft cyd#1 1101',
      ...last,
      'fence',
      'ann > sync',
      'eve > sync',
      'ann < accepted re=1',
      'eve < accepted re=1',
    ].join('\n'),
  ).history;

const otherwise = ['eve < participantLeft cyd#1 1101', 'eve < participantLeft bob#1 1101'];

describe('departures in an order of each observer', () => {
  it('are explained where no room_order is declared', () => {
    expect(explain(example('', ...otherwise)).kind).toBe('explained');
  });

  it('are refuted where it is', () => {
    expect(explain(example('room_order', ...otherwise)).kind).toBe('refuted');
  });

  it('are refuted all the same where one of them comes twice', () => {
    const twice = ['eve < participantLeft cyd#1 1101', 'eve < participantLeft cyd#1 1101'];
    expect(explain(example('', ...twice)).kind).toBe('refuted');
  });
});

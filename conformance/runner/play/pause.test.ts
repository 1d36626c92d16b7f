import { expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import type { Profile } from '../../exchange/profile.js';
import { pauses } from '../../exchange/words.js';
import { pauseOf } from './pause.js';

const { profile } = parseExample('seats ann:host\nround 1\n').history;
const announcing: Profile = {
  ...profile,
  resumeWindowMs: 300,
  slackMs: 250,
  heartbeat: { intervalMs: 500, timeoutMs: 1_500 },
};

test('is as long as the server has announced, and past its times by what it may take to notice', () => {
  expect(Object.fromEntries(pauses.map((pause) => [pause, pauseOf(pause, announcing)]))).toEqual({
    'half-window': 150,
    'past-window': 2_550,
    heartbeats: 2_250,
    'half-timeout': 750,
    'past-timeout': 2_750,
    'past-leave': 5_250,
  });
});

test('is none where nothing is announced, but for what the specification gives a client', () => {
  for (const pause of pauses.filter((one) => one !== 'past-leave'))
    expect(pauseOf(pause, { ...profile, slackMs: 250 })).toBe(0);
});

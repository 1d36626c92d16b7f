/** Anything, at any time. */
import fc from 'fast-check';
import { anyMeeting, CLIENT } from '../../arbitraries/client.js';
import { type Action, dispose, end, leave, remove, switchRoom, viewer } from '../../exchange/scenario.js';
import type { Case } from '../case.js';
import { custom } from './sketch.js';

const calls = fc.constantFrom<Action>(
  leave(CLIENT),
  dispose(CLIENT),
  end(CLIENT),
  remove(CLIENT, 'bob'),
  switchRoom(CLIENT, 'green'),
  viewer(CLIENT),
);

/** The client cases about anything. */
export const clientAnythingCases: readonly Case[] = [
  custom({
    id: 'meeting',
    title: 'Anything may happen in a meeting',
    clauses: [
      'client.room-left-once',
      'client.room-left-last',
      'client.participant-left',
      'client.numbers',
      'client.calls-settled',
      'reason.source',
    ],
    scenarios: anyMeeting(calls, 10),
    runs: 60,
  }),
];

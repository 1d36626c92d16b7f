/** Reasons, as the application is shown them. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyDeparture, anyWording, CODES, SILENT_CODES, UNKNOWN_CODES } from '../../arbitraries/client.js';
import type { Case } from '../case.js';
import { meeting, roomLeft } from './sketch.js';

const present = fc.constantFrom('bob', 'cyd');
const others = (codes: readonly (number | 'absent')[]) =>
  fc.array(anyDeparture(present, fc.constantFrom(...codes)), { minLength: 1, maxLength: 2 });

export const reasons: readonly Case[] = [
  meeting({
    id: 'room-left',
    title: 'Every code reaches roomLeft with its own type, whatever its message says',
    clauses: [
      'reason.type',
      'reason.by-code',
      'reason.source',
      'reason.message',
      'client.room-left-once',
      'client.server-word',
    ],
    core: fc.tuple(fc.constantFrom(...CODES), anyWording).map(([code, wording]) => [[roomLeft(code, wording)]]),
    runs: 45,
  }),
  meeting({
    id: 'room-left-unknown',
    title: 'A code that is not known reaches roomLeft as UNKNOWN, with its number',
    clauses: ['reason.unrecognised', 'reason.source', 'client.server-word'],
    core: fc.tuple(fc.constantFrom(...UNKNOWN_CODES), anyWording).map(([code, wording]) => [[roomLeft(code, wording)]]),
  }),
  meeting({
    id: 'room-left-silent',
    title: 'A RoomLeft without a reason is UNKNOWN, and nobody left of its own accord',
    clauses: ['reason.absent', 'reason.source'],
    codes: [reason.UNKNOWN],
    core: fc.tuple(fc.constantFrom(...SILENT_CODES), anyWording).map(([code, wording]) => [[roomLeft(code, wording)]]),
  }),
  meeting({
    id: 'participant-left',
    title: 'Every code reaches participantLeft, with the names of who left',
    clauses: [
      'client.participant-left',
      'client.participant-left-names',
      'reason.type',
      'reason.by-code',
      'reason.source',
      'reason.message',
      'client.list',
    ],
    core: others(CODES).map((steps) => steps.map((step) => [step])),
    runs: 30,
  }),
  meeting({
    id: 'participant-left-unknown',
    title: 'A departure with a code that is not known, or without one, is delivered all the same',
    clauses: ['reason.unrecognised', 'reason.absent', 'client.participant-left'],
    core: others([...UNKNOWN_CODES, ...SILENT_CODES]).map((steps) => steps.map((step) => [step])),
  }),
];

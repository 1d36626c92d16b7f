/** Reasons, as the application is told them. */

import fc from 'fast-check';
import { reason } from '../../../gen/codes.js';
import { anyDeparture, anyWording, CODES, SILENT_CODES, UNKNOWN_CODES } from '../../arbitraries/client.js';
import type { Case } from '../case.js';
import { meeting, roomLeft } from './sketch.js';

const present = fc.constantFrom('bob', 'cyd');
const others = (codes: readonly (number | 'absent')[]) =>
  fc.array(anyDeparture(present, fc.constantFrom(...codes)), { minLength: 1, maxLength: 2 });

/** The client cases about reasons. */
export const clientReasonsCases: readonly Case[] = [
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
    title: 'An unknown code reaches roomLeft as UNKNOWN, with its number',
    clauses: ['reason.unrecognised', 'reason.source', 'client.server-word'],
    core: fc.tuple(fc.constantFrom(...UNKNOWN_CODES), anyWording).map(([code, wording]) => [[roomLeft(code, wording)]]),
  }),
  meeting({
    id: 'room-left-silent',
    title: 'A RoomLeft without a reason is UNKNOWN, and not a voluntary leave',
    clauses: ['reason.absent', 'reason.source'],
    codes: [reason.UNKNOWN],
    core: fc.tuple(fc.constantFrom(...SILENT_CODES), anyWording).map(([code, wording]) => [[roomLeft(code, wording)]]),
  }),
  meeting({
    id: 'participant-left',
    title: 'Every code reaches participantLeft, with the ids of the participant',
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
    title: 'The client delivers a departure with an unknown code, or without a code',
    clauses: ['reason.unrecognised', 'reason.absent', 'client.participant-left'],
    core: others([...UNKNOWN_CODES, ...SILENT_CODES]).map((steps) => steps.map((step) => [step])),
  }),
];

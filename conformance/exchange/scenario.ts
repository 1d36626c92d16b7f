/** A scenario: who sits where, and what they do, round by round. Replays without the generator that made it. */
import type { Action } from './action.js';

export type Role = 'host' | 'attendee';

/** A chair in a world. Two seats may hold the same participant, as two devices of one person do. */
export interface Seat {
  readonly name: string;
  readonly participant: string;
  readonly role: Role;
}

/** Steps that are sent at the same time; those of one seat are pipelined in the order given. */
export type Round = readonly Action[];

export interface Scenario {
  readonly seats: readonly Seat[];
  readonly rounds: readonly Round[];
}

export const host = (name: string, participant = name): Seat => ({ name, participant, role: 'host' });
export const attendee = (name: string, participant = name): Seat => ({ name, participant, role: 'attendee' });

/** One step a round, in the order given. */
export const inTurn = (seats: readonly Seat[], ...steps: readonly Action[]): Scenario => ({
  seats,
  rounds: steps.map((step) => [step]),
});

export const countSteps = (scenario: Scenario): number => scenario.rounds.reduce((sum, round) => sum + round.length, 0);

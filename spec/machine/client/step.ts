/** The client machine: one event, the state that follows, and what is done. */

import type { ClientConfig } from './config.js';
import { attempt, closed, declareLost, failed, opened, refused } from './connect.js';
import type { ClientStep } from './effects.js';
import type { ClientEvent, TimerName } from './events.js';
import { hear } from './hear.js';
import { leave, sayGoodbye, unload } from './leave.js';
import { giveUp } from './over.js';
import { ask } from './request.js';
import type { ClientState } from './state.js';
import { running, timing } from './timers.js';
import { ClientTurn } from './turn.js';

/** Takes a room object from one state to the next by one event: what it is then, and what the client does. */
export function stepClient(config: ClientConfig, state: ClientState, event: ClientEvent): ClientStep {
  const turn = new ClientTurn(config, state);
  if (state.begun) happen(turn, event);
  else if (event.type === 'join') begin(turn, event.joinId);
  return [turn.state, [...turn.effects, ...timing(turn, state)]];
}

/** The timers that may run out. What the network and the application do is theirs to say. */
export const enabledTimers = (state: ClientState): ClientEvent[] =>
  running(state).map((timer) => ({ type: 'timer', timer }));

function begin(turn: ClientTurn, joinId: string): void {
  turn.set({ begun: true, joinId });
  attempt(turn, 'client.join-id');
}

function happen(turn: ClientTurn, event: ClientEvent): void {
  switch (event.type) {
    // A room object joins once. Clause `client.never-rejoins`.
    case 'join':
      break;
    case 'ask':
      ask(turn, event.call, event.ask);
      break;
    case 'leave':
      leave(turn, event.call);
      break;
    case 'dispose':
      leave(turn, null);
      break;
    case 'unload':
      unload(turn);
      break;
    case 'timer':
      if (running(turn.state).includes(event.timer)) runsOut[event.timer](turn);
      break;
    default:
      onConnection(turn, event);
  }
}

/** What happens on a connection that the client has given up does not concern it. */
function onConnection(turn: ClientTurn, event: ClientEvent & { connection: number }): void {
  const { connection } = turn.state;
  if (connection?.id !== event.connection) return;
  switch (event.type) {
    case 'opened':
      opened(turn, connection);
      break;
    case 'refused':
      refused(turn);
      break;
    case 'failed':
      failed(turn);
      break;
    case 'message':
      hear(turn, connection, event);
      break;
    case 'undecodable':
      if (connection.phase !== 'closing') declareLost(turn);
      break;
    case 'closed':
      closed(turn, event.code);
  }
}

const runsOut: Readonly<Record<TimerName, (turn: ClientTurn) => void>> = {
  'join limit': (turn) => giveUp(turn, 'spent'),
  attempt: (turn) => declareLost(turn),
  'next attempt': (turn) => attempt(turn, 'client.resumes', 'client.spreads-attempts'),
  silence: (turn) => declareLost(turn, 'client.silence'),
  'resume budget': (turn) => giveUp(turn, 'spent'),
  'leave patience': sayGoodbye,
  'leave bound': (turn) => giveUp(turn, 'spent'),
};

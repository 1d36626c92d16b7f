// What came of a request: the answer, or that there is none, and the clauses for it.

import { heldBy, STATES, stateOf } from './state.mjs';

/** Where nobody is known by the token or the id, or nobody has joined on the connection. */
const [NOBODY] = STATES;
/** The states that the operator's calls find. */
export const ROOM_STATES = ['closed', 'open'];

/** The requests by the kinds of the machine, in the order in which they are told. */
const REQUESTS = {
  join: 'Join',
  again: 'Join, repeated',
  resume: 'Resume',
  leave: 'Leave',
  end: 'End',
  sync: 'Sync',
  remove: 'Remove',
  switch: 'SwitchRoom',
  mode: 'ChangeMode',
  unknown: 'a request of an unknown kind',
  excess: 'a request beyond a limit',
  twice: 'a request that was taken up before',
  ack: 'Ack',
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
};

/** The names of the requests, in their order. */
export const REQUEST_NAMES = Object.values(REQUESTS);
/** Of these, the operator's calls. */
export const CALL_NAMES = ['endMeeting', 'closeRoom', 'removeParticipant', 'stopMediaRelay'].map(
  (call) => REQUESTS[call],
);
/** What begins a participation, or goes on with it: the first message of a connection. */
export const FIRST_NAMES = ['join', 'again', 'resume'].map((kind) => REQUESTS[kind]);

/** The refusals in the order in which one goes before another; RESOURCE_EXHAUSTED has no place in it. Clause `request.first-refusal`. */
export const REFUSALS = [
  'UNIMPLEMENTED',
  'UNAUTHENTICATED',
  'PERMISSION_DENIED',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'RESOURCE_EXHAUSTED',
];

/** What stands for a server's silence. */
export const SILENT = { waits: 'waits for the switch', nothing: 'nothing' };

/** What was asked by an event, in which state, and what came of it: one entry for each request that the event stands for. */
export function outcomesOf(turn) {
  const { event, before } = turn;
  const kinds = kindsOf(turn);
  if (kinds.length === 0) return [];
  const own = ownerOf(before, event);
  const state = stateFor(turn, own);
  const outcome = outcomeOf(turn, own);
  return kinds.map((kind) => ({ request: REQUESTS[kind], state, ...outcome }));
}

function kindsOf({ event, before, config }) {
  switch (event.type) {
    case 'join':
      return [isAgain(event, before) ? 'again' : 'join'];
    case 'request':
      return [config.resumeWindowMs > 0 && isTaken(event, before) ? 'twice' : event.ask.kind];
    case 'operate':
      return [event.call];
    case 'fault':
      return MISPLACED[event.fault] ?? [];
    case 'resume':
    case 'ack':
      return [event.type];
    default:
      return [];
  }
}

/** What comes where it has no place, by the fault that it is. */
const MISPLACED = {
  'join-again': ['join', 'again', 'resume'],
  'request-first': ['leave', 'end', 'sync', 'remove', 'switch', 'mode', 'unknown', 'ack'],
};

const isAgain = ({ joinId }, { roomObjects }) =>
  Object.values(roomObjects).some(({ asked }) => asked.joinId === joinId);
const isTaken = ({ connection, request }, { roomObjects }) =>
  Object.values(roomObjects).some((one) => one.connection === connection && request <= one.lastRequest);

/** Whose room object is meant: its connection, its token or its Join it is. */
function ownerOf({ roomObjects }, event) {
  return Object.values(roomObjects).find((one) => {
    if (event.type === 'join') return one.asked.joinId === event.joinId;
    if (event.type === 'resume') return one.tokens.some(({ value }) => value === event.token);
    return one.connection === event.connection;
  });
}

function stateFor({ event, before }, own) {
  if (event.type === 'operate') return ROOM_STATES[Number((before.rooms[event.room]?.session ?? null) !== null)];
  return own === undefined ? NOBODY : stateOf(own);
}

function outcomeOf(turn, own) {
  const { event, after, effects } = turn;
  const here = effects.filter(({ to }) => to === event.connection);
  const answer = here.find(({ kind, message }) => kind === 'send' && message.kind in ANSWERS);
  if (answer) return { answer: ANSWERS[answer.message.kind](answer.message, own), clauses: clausesOf(event, answer) };
  const close = here.find(({ kind }) => kind === 'close');
  if (close) return { answer: `close ${close.code}`, clauses: close.clauses };
  const now = own && after.roomObjects[own.id];
  if (now && heldBy(now) > heldBy(own)) return { answer: SILENT.waits, clauses: WAITING[event.type] };
  if (now?.switching && !own.switching) return switched(turn, now);
  return { answer: SILENT.nothing, clauses: event.type === 'ack' ? ['ack.unanswered'] : ['request.never-twice'] };
}

const WAITING = {
  request: ['switch.waits'],
  join: ['switch.resume-waits'],
  resume: ['switch.resume-waits'],
};

/** A switch is answered when both halves of it are done. */
function switched({ machine: { step }, config, after }, { id, connection }) {
  const [fixed] = step(config, after, { type: 'fixed', roomObject: id });
  const [, effects] = step(config, fixed, { type: 'committed', roomObject: id });
  const answer = effects.find(({ to, message }) => to === connection && message?.kind === 'joined');
  return { answer: ANSWERS.joined(), clauses: answer.clauses };
}

/** A message that answers, in words. */
const ANSWERS = {
  joined: () => 'Joined',
  resumed: () => 'Resumed',
  accepted: () => 'Accepted',
  rejected: ({ code }) => code.toUpperCase(),
  roomLeft: ({ reason }, own) => (own && stateOf(own) === 'departed' ? 'RoomLeft' : `RoomLeft ${reason}`),
};

/** The machine is told what names and tokens are worth by what reads them, and does not know which name is wrong. */
const clausesOf = ({ type, access }, { clauses }) =>
  type === 'join' && access === 'invalid_argument' ? ['join.invalid', ...clauses] : clauses;

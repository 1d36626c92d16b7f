// The algorithms of a server and of a client agree with the machines: what is sent at an event, for which clauses, and in which order.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientScopes } from '../machine/client/explore/scopes.ts';
import { exploreClient } from '../machine/client/explore.ts';
import { exploreMeetings } from './answers/explore.mjs';
import { loadMachine } from './load-machine.mjs';
import { project } from './run.mjs';
import { clausesOf, inlined, readSteps } from './steps.mjs';

const read = (of) => readSteps(readFileSync(join(project, `spec/algorithm-${of}.md`), 'utf8'));
const algorithms = { server: read('server'), client: read('client') };

/** What a server takes a request up by; one event does one of these sections. */
const REQUESTS = {
  leave: 'Leave',
  end: 'End',
  sync: 'Sync',
  remove: 'Remove',
  mode: 'ChangeMode',
  switch: 'SwitchRoom',
};
const CALLS = {
  endMeeting: 'EndMeeting',
  closeRoom: 'CloseRoom',
  removeParticipant: 'RemoveParticipant',
  stopMediaRelay: 'StopMediaRelay',
};
/** By event of the machine of a server: the section where it begins. */
const SERVER_EVENTS = {
  join: 'A Join arrives',
  resume: 'A Resume arrives',
  request: 'A numbered request arrives',
  ack: 'An Ack arrives',
  fault: 'A frame arrives',
  lost: 'A connection is lost',
  goodbye: 'The client closes with 4101',
  expired: 'The resume window ends',
  fixed: 'The old room lets it go',
  committed: 'The new room lets it in',
  failed: 'The server fails',
  closing: 'The server closes a room',
  operate: 'A call arrives',
};
const MESSAGES = {
  joined: 'Joined',
  resumed: 'Resumed',
  accepted: 'Accepted',
  rejected: 'Rejected',
  participantJoined: 'ParticipantJoined',
  participantLeft: 'ParticipantLeft',
  roomLeft: 'RoomLeft',
  heartbeat: 'Heartbeat',
};
/** The same for a client. */
const CLIENT_EVENTS = {
  join: 'The application joins',
  ask: 'The application asks for something',
  leave: 'The application leaves',
  dispose: 'The application leaves',
  unload: 'The page is unloaded',
  opened: 'The WebSocket is open',
  refused: 'The server does not choose the subprotocol',
  failed: 'The WebSocket does not open',
  message: 'A message arrives',
  undecodable: 'A frame cannot be decoded',
  closed: 'The server closes',
  'join limit': 'The time is over',
  'resume budget': 'The time is over',
  'leave bound': 'The time is over',
  attempt: 'Take it as lost',
  'next attempt': 'Try again',
  silence: 'The connection is silent',
  'leave patience': 'The 2 s of a Leave have passed',
};

/** What a step notes, or passes over, shows in no effect of its event; nor does what nobody is there to be told. */
const UNSEEN = {
  server: {
    'A frame arrives': ['join.refused-unbound', 'request.unknown'],
    'Come in': ['resume.last-request'],
    'A Join is repeated': ['resume.last-request'],
    'A numbered request arrives': ['resume.last-request'],
    'The new room lets it in': ['connection.lost'],
  },
  client: {
    'Try again': ['client.join-repeats-end'],
    Joined: ['client.resume-newest'],
    Resumed: ['client.resume-newest'],
    Rejected: ['client.switch-fires-none'],
  },
};

/** Where an event begins, and which of the sections that could follow it does not do. */
function placeOf(of, event) {
  if (of === 'client') {
    const begins = CLIENT_EVENTS[event.timer ?? event.type];
    return { begins, leaves: event.type === 'message' ? allBut(MESSAGES, event.message.kind) : [] };
  }
  const begins = SERVER_EVENTS[event.type];
  if (event.type === 'request') return { begins, leaves: allBut(REQUESTS, event.ask.kind) };
  // To a server without resumption a Resume is a frame that breaks a rule.
  if (event.type === 'resume' || event.type === 'fault')
    return { begins: SERVER_EVENTS.fault, leaves: allBut(SERVER_EVENTS, 'fault', 'lost', event.type) };
  return { begins, leaves: event.type === 'operate' ? allBut(CALLS, event.call) : [] };
}

const allBut = (table, ...keys) => Object.entries(table).flatMap(([key, title]) => (keys.includes(key) ? [] : [title]));

/** Every transition of the machine: the event, and the effects that say something of it. */
const transitions = { server: [], client: [] };
beforeAll(async () => {
  const known = new Set();
  const note = (of, event, effects) => {
    const seen = JSON.stringify([
      of,
      event.timer ?? event.type,
      placeOf(of, event),
      effects.map(({ to, clauses: named }) => [to, named]),
    ]);
    if (known.has(seen)) return;
    known.add(seen);
    transitions[of].push({ event, effects });
  };
  exploreMeetings(await loadMachine(project), ({ event, effects }) => note('server', event, effects));
  // A timer that is stopped says nothing of what has happened.
  for (const scope of clientScopes)
    exploreClient(scope, ({ event, effects }) =>
      note(
        'client',
        event,
        effects.filter(({ kind }) => kind !== 'stop'),
      ),
    );
}, 300_000);

describe.each(['server', 'client'])('the algorithm of a %s', (of) => {
  const algorithm = algorithms[of];
  const steps = [...algorithm.sections].flatMap(([title, all]) => all.map((step) => ({ title, ...step })));
  test('begins somewhere for each event of the machine, and the machine knows each', () => {
    const events = of === 'server' ? SERVER_EVENTS : CLIENT_EVENTS;
    const met = new Set(transitions[of].map(({ event }) => event.timer ?? event.type));
    expect([...met].filter((event) => !(event in events))).toEqual([]);
    expect(Object.keys(events).filter((event) => !met.has(event))).toEqual([]);
    for (const title of Object.values(events)) expect(algorithm.sections.has(title), title).toBe(true);
  });

  test('names the clauses of each effect of the machine at its event', () => {
    const missing = new Set();
    for (const { event, effects } of transitions[of]) {
      const { begins, leaves } = placeOf(of, event);
      const there = new Set(clausesOf(algorithm, begins, leaves));
      for (const effect of effects)
        for (const id of effect.clauses)
          if (!there.has(id))
            missing.add(`${begins} (${event.ask?.kind ?? event.timer ?? event.message?.kind ?? event.type}): ${id}`);
    }
    expect([...missing].sort()).toEqual([]);
  });

  test('names at an event no clause that the machine keeps elsewhere alone', () => {
    const everywhere = new Set(transitions[of].flatMap(({ effects }) => effects.flatMap((one) => one.clauses)));
    const at = new Map();
    for (const { event, effects } of transitions[of]) {
      const { begins, leaves } = placeOf(of, event);
      for (const title of reached(algorithm, begins, leaves)) {
        const kept = at.get(title) ?? new Set();
        at.set(title, kept);
        for (const one of effects) for (const id of one.clauses) kept.add(id);
      }
    }
    const strange = steps
      .filter(({ title }) => at.has(title))
      .flatMap(({ title, clauses: its }) =>
        its.filter((id) => everywhere.has(id) && !at.get(title).has(id)).map((id) => `${title}: ${id}`),
      );
    const unseen = Object.entries(UNSEEN[of]).flatMap(([title, its]) => its.map((id) => `${title}: ${id}`));
    expect(strange.sort()).toEqual(unseen.sort());
  });

  test('has its steps in the order in which each recipient is sent what the machine sends', () => {
    const wrong = new Set();
    for (const { event, effects } of transitions[of]) {
      const { begins, leaves } = placeOf(of, event);
      const order = inlined(algorithm, begins, leaves);
      for (const to of new Set(effects.map((one) => one.to))) {
        const stuck = firstOutOfOrder(
          order,
          effects.filter((one) => one.to === to && one.kind !== 'start'),
        );
        if (stuck)
          wrong.add(
            `${begins} (${event.ask?.kind ?? event.timer ?? event.message?.kind ?? event.type}): ${stuck.kind} ${stuck.message?.kind ?? ''} ${stuck.clauses.join(', ')}`,
          );
      }
    }
    expect([...wrong].sort()).toEqual([]);
  });
});

/** The titles of the sections that an event may do. */
function reached(algorithm, title, leaves, seen = new Set(leaves)) {
  if (seen.has(title)) return [];
  seen.add(title);
  return [
    title,
    ...algorithm.sections
      .get(title)
      .flatMap(({ does }) => does.flatMap((other) => reached(algorithm, other, leaves, seen))),
  ];
}

/** The first effect for which no step comes at or behind that of the effect before. */
function firstOutOfOrder(order, effects) {
  let at = 0;
  return effects.find((effect) => {
    const next = order.findIndex((step, index) => index >= at && step.some((id) => effect.clauses.includes(id)));
    if (next >= 0) at = next;
    return next < 0;
  });
}

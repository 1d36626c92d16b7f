// What the machine answers to each request, in each state of the room object that it comes from or is about: found by exploring a small
// meeting, on servers with and without each feature.

import { asked, HERE, troubles } from './asked.mjs';
import { outcomesOf, REQUEST_NAMES, ROOM_STATES } from './outcome.mjs';
import { heldBy, STATES, stateOf } from './state.mjs';

/** How much may wait for a switch. */
const MOST_HELD = 1;

const OPTIONS = ['remove', 'switch', 'viewer', 'relay'];
const FEATURES = ['resume', 'replace', ...OPTIONS];

const declaring = (declared) => Object.fromEntries(OPTIONS.map((name) => [name, declared.includes(name)]));

/** Enough servers to see on which feature an answer hangs. Those without resumption have few states. */
const SERVERS = [
  ...[true, false].flatMap((resume) => [true, false].map((replace) => ({ resume, replace, ...declaring(OPTIONS) }))),
  ...OPTIONS.map((left) => ({ resume: false, replace: false, ...declaring(OPTIONS.filter((one) => one !== left)) })),
  ...[true, false].map((on) => ({ resume: on, replace: on, ...declaring([]) })),
  { resume: false, replace: false, ...declaring(OPTIONS), announcesEach: true },
];

/**
 * Every answer there is: the `request`, the `state` that it finds, the `answer`, the `clauses` that call for it, and the features on
 * which it hangs (`only`).
 */
export function exploreAnswers(machine) {
  const found = new Map();
  exploreMeetings(machine, (turn) => {
    for (const one of outcomesOf(turn)) {
      const id = `${one.request}/${one.state}/${one.answer}`;
      const known = found.get(id) ?? { ...one, clauses: new Set(), servers: new Set() };
      found.set(id, known);
      for (const clause of one.clauses) known.clauses.add(clause);
      known.servers.add(turn.server);
    }
  });
  return [...found.values()]
    .map(({ servers, clauses, ...one }) => ({ ...one, clauses: [...clauses].sort(), only: onlyOf([...servers]) }))
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.answer < b.answer ? -1 : 1));
}

const placeOf = ({ request, state }) =>
  REQUEST_NAMES.indexOf(request) * 100 + [...STATES, ...ROOM_STATES].indexOf(state);

const configOf = (machine, { resume, ...options }) =>
  machine.configOf({ ...options, resumeWindowMs: resume ? 5_000 : 0 });

const onlyOf = (servers) =>
  FEATURES.flatMap((feature) => {
    const having = servers.filter((server) => server[feature]).length;
    if (having === servers.length) return [`with \`${feature}\``];
    return having === 0 ? [`without \`${feature}\``] : [];
  });

/** Visits every transition of every meeting: the `server` by its features, the state `before` and `after`, the `event`, the `effects`. */
export function exploreMeetings(machine, visit) {
  for (const server of SERVERS) walk(machine, server, visit);
}

function walk(machine, server, visit) {
  const { idle, step, enabled, search } = machine;
  const config = configOf(machine, server);
  search({
    start: { server: idle, joined: {}, connections: 0 },
    key: keyOf,
    successors: (world) =>
      [...asked(world), ...enabled(world.server), ...troubles(world)].map((event) => {
        const [after, effects] = step(config, world.server, event);
        visit({ machine, config, server, before: world.server, event, after, effects });
        if (after === world.server || holdsTooMuch(after)) return { event, next: undefined };
        const joined = counted(world, event, after);
        return { event, next: { server: after, joined, connections: world.connections + 1 } };
      }),
  });
}

const holdsTooMuch = ({ roomObjects }) => Object.values(roomObjects).some((one) => heldBy(one) > MOST_HELD);

function counted({ joined, server }, { type, participant, participation }, after) {
  if (type !== 'join' || !(participation in after.roomObjects) || participation in server.roomObjects) return joined;
  return { ...joined, [participant]: (joined[participant] ?? 0) + 1 };
}

// States in which the same is answered have the same key: numbers, tokens, orders and what it is that waits make no difference.
function keyOf({ server, joined }) {
  const roomObjects = Object.values(server.roomObjects).map((one) => {
    if (one.departure !== null) return one.id;
    const { id, room, participation, connection, lastRequest, retained } = one;
    const isWhole = retained[0]?.sequence === 1;
    return [id, room, participation, stateOf(one), connection === null, heldBy(one), lastRequest > 0, isWhole].join();
  });
  const rooms = Object.entries(server.rooms).map(([name, { present, departed, reserved }]) => {
    const places = reserved.map(({ roomObject }) => roomObject);
    return [name, present.map(({ id }) => id).sort(), name === HERE && departed.length > 0, places].join('/');
  });
  return [...roomObjects.sort(), ...rooms.sort(), ...Object.entries(joined).sort()].join(';');
}

/** An action of the notation: what stands behind `SEAT >`. */
import {
  type Action,
  ack,
  again,
  close,
  cut,
  delay,
  end,
  freeze,
  heal,
  join,
  joinUnfit,
  joinWith,
  leave,
  malformed,
  mute,
  operate,
  remove,
  repeat,
  restart,
  resume,
  switchNowhere,
  switchRoom,
  switchWith,
  sync,
  syncOf,
  undecodable,
  unknownMode,
  unknownRequest,
  viewer,
  wait,
} from '../scenario.js';
import {
  bearers,
  cuts,
  type Flaw,
  flaws,
  malformedFrames,
  namedSessions,
  type OperatorMethod,
  operatorMethods,
  pauses,
  resumeSequences,
  resumeTokens,
  unfits,
} from '../words.js';
import { NotationError, type Options, partOptions, type Words } from './observation.js';

const keys = ['req', 'as', 'after', 'ack', 'token', 'seq', 'flaw', 'session', 'bearer', 'late', 'unfit', 'bytes'];

/** Reads an action. Its options say what was really sent; the caller knows what they are where they are left out. */
export function parseAction(seat: string, words: Words, line: number): { action: Action; options: Options } {
  const { plain, options } = partOptions(words, keys);
  const [kind = '', ...rest] = plain;
  const phrase = { seat, rest, options, wrong: (problem: string) => new NotationError(line, problem) };
  const call = operatorMethods.find((name) => name === kind);
  const parse = Object.hasOwn(grammar, kind) ? grammar[kind] : undefined;
  if (call) return { action: parseCall(call, phrase), options };
  if (!parse) throw new NotationError(line, `"${plain.join(' ')}" is no action`);
  return { action: parse(phrase), options };
}

interface Phrase {
  readonly seat: string;
  readonly rest: Words;
  readonly options: Options;
  wrong(problem: string): NotationError;
}

const grammar: Readonly<Record<string, (phrase: Phrase) => Action>> = {
  join: parseJoin,
  switch: (phrase) =>
    phrase.options.has('unfit')
      ? switchNowhere(phrase.seat, phrase.rest[0] ?? '')
      : parseEntrance(phrase, switchRoom, switchWith),
  repeat: ({ seat }) => repeat(seat),
  resume: parseResume,
  again: ({ seat }) => again(seat),
  ack: ({ seat }) => ack(seat),
  viewer: ({ seat }) => viewer(seat),
  'unknown-mode': ({ seat }) => unknownMode(seat),
  leave: ({ seat }) => leave(seat),
  end: ({ seat }) => end(seat),
  remove: ({ seat, rest: [target = ''] }) => remove(seat, target),
  sync: ({ seat, options }) => (options.has('bytes') ? syncOf(Number(options.get('bytes')), seat) : sync(seat)),
  unknown: ({ seat }) => unknownRequest(seat),
  cut: (phrase) => cut(phrase.seat, oneOf(cuts, phrase.rest[0] ?? 'fin', phrase)),
  freeze: ({ seat }) => freeze(seat),
  heal: ({ seat }) => heal(seat),
  mute: ({ seat }) => mute(seat),
  delay: ({ seat, rest: [ms] }) => delay(seat, Number(ms)),
  restart: () => restart(),
  wait: (phrase) => wait(oneOf(pauses, phrase.rest[0], phrase)),
  close: ({ seat, rest: [code] }) => close(seat, Number(code)),
  malformed: parseMalformed,
};

/** A bad frame; behind `undecodable` the number of a vector may stand. */
function parseMalformed(phrase: Phrase): Action {
  const [frame, vector] = phrase.rest;
  const what = oneOf(malformedFrames, frame, phrase);
  return vector === undefined ? malformed(phrase.seat, what) : undecodable(phrase.seat, Number(vector));
}

function parseJoin(phrase: Phrase): Action {
  const { seat, rest, options } = phrase;
  if (!options.has('unfit')) return parseEntrance(phrase, join, joinWith);
  return joinUnfit(oneOf(unfits, options.get('unfit'), phrase), seat, rest[0]);
}

function parseEntrance(
  phrase: Phrase,
  plainly: (seat: string, room: string) => Action,
  withFlaw: (flaw: Flaw, seat: string, room: string) => Action,
): Action {
  const { seat, rest, options } = phrase;
  const [room = ''] = rest;
  if (!options.has('flaw')) return plainly(seat, room);
  return withFlaw(oneOf(flaws, options.get('flaw'), phrase), seat, room);
}

function parseResume(phrase: Phrase): Action {
  const [token = 'newest', sequence = 'last'] = phrase.rest;
  return resume(phrase.seat, {
    token: oneOf(resumeTokens, token, phrase),
    sequence: oneOf(resumeSequences, sequence, phrase),
    ...(phrase.options.has('late') ? { late: Number(phrase.options.get('late')) } : {}),
  });
}

function parseCall(call: OperatorMethod, phrase: Phrase): Action {
  const { rest, options } = phrase;
  const [room = '', ...targets] = rest;
  const session = options.get('session') ?? 'newest';
  return operate(call, room, {
    targets,
    // A session by its own name is the newest one that the operator knew, whatever it is by now.
    session: session.includes('$') ? 'newest' : oneOf(namedSessions, session, phrase),
    bearer: oneOf(bearers, options.get('bearer') ?? 'right', phrase),
  });
}

function oneOf<T extends string>(known: readonly T[], word: string | undefined, { wrong }: Phrase): T {
  const found = known.find((name) => name === word);
  if (found === undefined) throw wrong(`"${word ?? ''}" is none of ${known.join(', ')}`);
  return found;
}

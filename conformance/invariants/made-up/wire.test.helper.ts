/** What the server of a made-up meeting puts on its lines, and the faults of doing so. */
import type { Observation } from '../../exchange/observation.js';
import type { Refusal } from '../../exchange/words.js';
import type { Line, World } from './world.test.helper.js';

export function put({ chance }: World, line: Line, observation: Observation): void {
  if (line.deaf && observation.kind !== 'closed') return;
  // Lost either way; the draw stays, because the rest of every history hangs on it.
  if (line.gone && !line.noticed && chance.percent(50)) return;
  if (line.gone) return;
  line.down.push(observation);
}

const sequenceOf = (message: Observation | undefined): number | undefined =>
  message && 'sequence' in message ? message.sequence : undefined;

/** Puts a message, numbered, and keeps it for anybody who comes back. */
export function tell(world: World, line: Line, message: Observation): void {
  if (message.kind === 'closed' || message.kind === 'invalid') return;
  const { object } = line;
  const lingers = object?.lostAt !== undefined && object.line === line;
  if (!object || (line.deaf && !lingers)) return;
  const step = world.is('sequence-skips') && message.kind === 'accepted' ? 2 : 1;
  const sequence = (sequenceOf(object.log.at(-1)) ?? 0) + step;
  const numbered: Observation = { ...message, sequence, replyTo: message.replyTo ?? 0 };
  object.log.push(numbered);
  put(world, line, numbered);
}

export function accept(world: World, line: Line, request: number): void {
  const swap = world.is('answers-swapped') && isAnswer(line.down.at(-1));
  tell(world, line, { kind: 'accepted', replyTo: request });
  if (swap) swapLast(line);
}

export function refuse(world: World, line: Line, code: Refusal, request: number): void {
  tell(world, line, { kind: 'rejected', code, replyTo: request });
}

export function close(line: Line, code: number): void {
  if (line.deaf) return;
  if (!line.gone) line.down.push({ kind: 'closed', code });
  line.deaf = true;
  line.noticed = true;
  line.up.length = 0;
}

/** Swaps the last two messages, their sequence numbers not. */
export function swapLast({ down }: Line): void {
  const [first, second] = down.splice(-2);
  if (first && second && 'sequence' in first && 'sequence' in second)
    down.push(
      { ...second, sequence: first.sequence } as Observation,
      { ...first, sequence: second.sequence } as Observation,
    );
}

const isAnswer = (seen: Observation | undefined): boolean => seen?.kind === 'accepted' || seen?.kind === 'rejected';

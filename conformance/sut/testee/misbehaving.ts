/** Testees that cannot be relied on, each named for what it is. No verdict about the client: exit code 3. */
import { Unreachable } from '../system.js';

/** What a testee can do wrong, in words that follow "a testee that". */
export type Misbehaviour =
  | 'does not start'
  | 'writes garbage'
  | 'hangs'
  | 'exits early'
  | 'goes down with its client'
  | 'answers twice'
  | 'acknowledges before it acts'
  | 'never dials back'
  | 'calls elsewhere'
  | 'accepts nonsense'
  | 'hides what it cannot do'
  | 'makes up events'
  | 'hides a departure'
  | 'speaks another version';

/** A testee misbehaves: no verdict about its client is possible. */
export class Misbehaving extends Unreachable {
  constructor(
    readonly how: Misbehaviour,
    found: string,
    advice = '',
  ) {
    super(found, advice);
  }
}

const SHOWN = 120;

/** Something that somebody wrote, short enough for a sentence. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}...` : text);

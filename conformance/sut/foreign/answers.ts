/** What the end of a call of a foreign system shows. That somebody is in, or has left, is told by events alone. */
import type { Action } from '../../exchange/scenario.js';
import type { Answer } from '../../exchange/testee.js';
import type { Conversation } from '../testee/conversation.js';
import type { MadeCall, Shown } from '../told/driver.js';
import { actsLater } from './lies.js';
import type { WordReader } from './reading.js';

/** Calls of which an event tells how they ended. */
const toldByEvent: readonly Action['kind'][] = ['join', 'leave', 'end', 'switch', 'cut', 'freeze', 'heal'];
/** What may be possible for one target and impossible for another: a system may know people by their names alone. */
const targeted: readonly Action['kind'][] = ['remove', 'operate'];

/** Reads the answers of one world. */
export const newAnswerReader =
  (conversation: Conversation, words: WordReader, oneWay: boolean) =>
  (made: MadeCall, answer: Answer): Shown => {
    const { action, seat, request } = made;
    const { kind } = action;
    const number = request === undefined ? {} : { replyTo: request };
    const settled = seat.departures > made.departures || seat.line !== 'working';
    switch (answer.kind) {
      case 'done': {
        const wrong = actsLater(made);
        if (wrong) conversation.fail(...wrong);
        if (kind === 'leave' && !settled) {
          seat.presence = 'outside';
          seat.acknowledged = true;
        }
        // One who has left was told so, and whatever it had asked for was settled by that.
        if (toldByEvent.includes(kind) || (settled && (oneWay || isAboutItself(made)))) return undefined;
        return { kind: 'accepted', ...number };
      }
      case 'refused': {
        if (settled) return undefined;
        const code = words.refusal(answer.native, `the ${kind} of ${action.seat} was refused`);
        return { kind: 'rejected', code, ...(kind === 'join' || kind === 'operate' ? {} : number) };
      }
      case 'broken':
        if (!settled) words.doubt(`nobody can say how the ${kind} of ${action.seat} ended (${answer.why})`);
        return undefined;
      default:
        if (answer.kind === 'unsupported' && targeted.includes(kind))
          return { kind: 'skipped', why: 'the system cannot name whom it is about' };
        conversation.fail(
          'hides what it cannot do',
          `the testee answers "${kind}" with ${answer.kind}`,
          'let it name in the "unsupported" of its Ready what it cannot do',
        );
        return undefined;
    }
  };

/** It was told to have left by what it asked for itself. */
const isAboutItself = ({ target, seat }: MadeCall): boolean => target !== undefined && target === seat.shown.at(-1);

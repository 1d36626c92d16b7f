/** What the machine wanted and what was there, one plain line each. */
import type { Effect } from '../../spec/machine/messages.js';
import { type DescribedObservation, describeObservation } from '../exchange/describe.js';
import type { History } from '../exchange/history.js';
import type { SearchStop } from './search-result.js';

/** All that a machine's message and an observation can differ in. */
const detail = { replyTo: true, lastRequest: true };

/** The two lines for the place where the search stopped. */
export function sayStop(
  history: History,
  { connection, wanted, found }: SearchStop,
): { allowed: string; seen: string } {
  const record = found === undefined ? undefined : history.records[found];
  const { seat } = connection;
  return {
    allowed: wanted ? `${describeObservation(describedOf(wanted), detail)} to ${seat}` : `nothing more for ${seat}`,
    seen: record?.kind === 'seen' ? describeObservation(record.observation, detail) : 'nothing',
  };
}

function describedOf(effect: Effect): DescribedObservation {
  if (effect.kind === 'close') return { kind: 'closed', code: effect.code };
  const { message } = effect;
  if (message.kind !== 'participantLeft' && message.kind !== 'roomLeft') return message;
  return { ...message, reason: [message.reason ?? 'absent'] };
}

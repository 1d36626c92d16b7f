/** What the machine would have done, and what was seen instead, in words. */
import type { AppEvent, CallEnd } from '../../exchange/client.js';
import { foundAt } from './blame.js';
import type { CallEndAt, HeardMessageAt, TellingAt } from './lives.js';
import type { ClientProblem } from './node.js';
import type { ClientStop } from './search.js';

/** The two lines for the place where a search stopped. */
export function sayClientStop(problem: ClientProblem, stop: ClientStop): { allowed: string; seen: string } {
  const found = stop.found ?? foundAt(problem, stop.upTo);
  return { allowed: allowedAt(stop), seen: found ? seenAt(found) : 'nothing' };
}

function allowedAt({ wanted, node }: ClientStop): string {
  if (!wanted) return node.client.left ? 'nothing more: the room object is over' : 'nothing more by then';
  if (!('clauses' in wanted)) return wanted.kind === 'done' ? 'a call that succeeds' : 'a call that fails';
  if (wanted.kind === 'tell') return toldInWords(wanted.told);
  const { saying, request } = wanted;
  const kind = saying.kind === 'switchRoom' ? 'switch' : saying.kind === 'changeMode' ? 'mode' : saying.kind;
  if (saying.kind === 'resume') return `resume with the newest token and the sequence ${saying.sequence}`;
  return request > 0 ? `${kind} with the number ${request}` : kind;
}

function seenAt(found: TellingAt | HeardMessageAt | CallEndAt): string {
  if ('told' in found) return toldInWords(found.told);
  if ('end' in found) return endInWords(found.end);
  const { heard } = found;
  if (heard.message === 'resume') return `resume with the sequence ${heard.sequence ?? 0}`;
  return heard.request > 0 ? `${heard.message} with the number ${heard.request}` : heard.message;
}

const endInWords = ({ how }: CallEnd): string => (how === 'done' ? 'a call that succeeds' : 'a call that fails');

type Shown = Pick<AppEvent, 'event'> & {
  readonly participation?: string;
  readonly reason?: { readonly code?: number; readonly source?: string };
};

function toldInWords({ event, participation, reason }: Shown): string {
  const of = event === 'participantLeft' && participation !== undefined ? ` of ${participation}` : '';
  const why = [reason?.code, reason?.source].filter((one) => one !== undefined).join(', ');
  return `${event}${of}${why === '' ? '' : ` (${why})`}`;
}

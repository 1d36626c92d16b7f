import { refusedWith } from './request.js';
import type { Sheet } from './sheet.js';
import { bound, type Request, type Stay, type View } from './view.js';
import { answerWords, requestWords } from './words.js';

/**
 * `remove.authority`, `remove.self`, `remove.unknown`, `remove.departed`, `remove.takes-effect`:
 * who asks is looked at first, then whom it names. Which session a participation belongs to does not change, so no race matters.
 */
export function removes(view: View, sheet: Sheet): void {
  if (!view.has('remove')) return;
  for (const request of view.requests) if (request.kind === 'remove') removal(view, sheet, request);
}

function removal(view: View, sheet: Sheet, request: Request): void {
  const caller = request.join.stay;
  if (!caller) return;
  const named = request.target === undefined ? undefined : view.stay(request.target);
  if (caller.role !== 'host') refusedWith(sheet, 'remove.authority', request, 'permission_denied');
  else if (named === caller) refusedWith(sheet, 'remove.self', request, 'invalid_argument');
  else if (named && named.room === caller.room && named.session === caller.session)
    hostRemoves(view, sheet, request, named);
  // Of one that nobody was ever shown as its own, the session is a guess.
  else if (!named || named.joined) refusedWith(sheet, 'remove.unknown', request, 'not_found');
}

function hostRemoves(view: View, sheet: Sheet, request: Request, named: Stay): void {
  const { answer } = request;
  if (!answer) return;
  const clause = named.causes.gone < request.at ? 'remove.departed' : 'remove.takes-effect';
  sheet.held(clause);
  if (answer.kind !== 'accepted')
    sheet.against(clause, answer.at, `Accepted to ${requestWords(request)}`, answerWords(request));
  else if (view.fenced && bound(named) && named.tellings.length === 0 && !leaving(named))
    sheet.missing(
      'remove.takes-effect',
      view.end,
      `RoomLeft{1002} to ${named.id}`,
      `none, though Accepted was answered`,
    );
}

const leaving = ({ join }: Stay): boolean =>
  join?.requests.some(({ kind, answer }) => kind === 'leave' && !answer) ?? false;

import type { Sheet } from '../sheet.js';
import { bearing, tellingsOf } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { provenAt } from '../timeline/proofs.js';
import { breaks, type Request, type Stay, type View } from '../timeline/timeline.js';
import { answerWords, requestWords, toldWords } from '../timeline/words.js';
import { refusedWith } from './request.js';

/**
 * `remove.authority`, `remove.self`, `remove.unknown`, `remove.departed`, `remove.takes-effect`:
 * who asks is looked at first, then whom it names. Which session a participation belongs to does not change, so no race matters.
 */
export function removes(view: View, sheet: Sheet): void {
  if (!view.has('remove')) return;
  for (const request of view.requests) if (request.kind === 'remove') removal(view, sheet, request);
}

function removal(view: View, sheet: Sheet, request: Request): void {
  const caller = request.stay;
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
  if (!answer || answer.kind === 'roomLeft') return;
  // Refused while it may just have been departing: by a system that breaks `remove.departed` on purpose, rightly.
  const departing = answer.kind === 'rejected' && named.causes.untouched < answer.at && breaks(view, 'remove.departed');
  const clause = named.causes.gone < request.at || departing ? 'remove.departed' : 'remove.takes-effect';
  sheet.held(clause);
  if (named.causes.gone < answer.at) sheet.held('remove.departed');
  if (answer.kind !== 'accepted')
    // It may have gone before, or not: either way nothing can be wrong with the Remove.
    for (const broken of new Set([clause, named.causes.gone < answer.at ? 'remove.departed' : clause] as const))
      sheet.against(broken, answer.at, `Accepted to ${requestWords(request)}`, answerWords(request));
  else if (named.causes.gone > answer.at) ineffective(view, sheet, request, named, answer.at);
}

/** Accepted, and whom it names stays: to the end, or until something else that came later ends its stay. */
function ineffective(view: View, sheet: Sheet, request: Request, named: Stay, accepted: number): void {
  const told = tellingsOf(named);
  const proof = provenAt(named, accepted);
  const allowed = `RoomLeft{1002} to ${named.id}: ${requestWords(request)} is accepted`;
  const later = told.find(({ reason, at }) => bearing(view, named, reason, at).some((cause) => cause.at > accepted));
  if (later && !told.some(({ reason }) => reason.includes(1002)))
    sheet.against('remove.takes-effect', later.at, allowed, `${toldWords(named, later)}, whose cause came later`);
  else if (told.length === 0 && proof !== undefined)
    sheet.against('remove.takes-effect', proof, allowed, 'none, and its request was carried out that it sent later');
  else if (view.fenced && told.length === 0 && bound(named))
    sheet.missing('remove.takes-effect', view.end, allowed, 'none');
}

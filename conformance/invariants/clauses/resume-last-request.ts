import type { Sheet } from '../sheet.js';
import { tellingsOf } from '../timeline/causes.js';
import type { Join, Request, Shown, View } from '../timeline/timeline.js';
import { messageWords } from '../timeline/words.js';

/** `resume.last-request`: not less than what has surely been taken up, nor more than what was sent. */
export function lastRequests(view: View, sheet: Sheet): void {
  if (!view.has('resume')) return;
  for (const { log, carries } of view.connections) {
    if (!carries) continue;
    let floor = 0;
    for (const shown of log) {
      if (shown.at < carries.since || !('lastRequest' in shown.seen)) continue;
      told(view, sheet, carries.join, shown, floor);
      floor = Math.max(floor, shown.seen.lastRequest);
    }
  }
}

function told(view: View, sheet: Sheet, join: Join, { seen, at }: Shown, floor: number): void {
  if (seen.kind !== 'joined' && seen.kind !== 'resumed') return;
  // A Joined that is shown once more in the stream is what it was then.
  const attempt = join.attempts.find(({ answer }) => answer?.at === at);
  if (!attempt && [...join.stream.values()].every((first) => first.at !== at)) return;
  sheet.held('resume.last-request');
  const sent = attempt ? attempt.at : at;
  const least = join.requests.reduce(
    (most, request) =>
      surelyTaken(request, sent, seen.replyTo) ||
      (attempt && (lostAndAnswered(request, sent) || shownBy(request, view) < sent))
        ? Math.max(most, request.number ?? 0)
        : most,
    floor,
  );
  const most = join.requests.reduce(
    (highest, request) => (request.at < at ? Math.max(highest, request.number ?? 0) : highest),
    0,
  );
  const { lastRequest } = seen;
  // What is pipelined behind a Join may be taken up before its Joined goes out.
  if (lastRequest >= least && lastRequest <= most) return;
  const allowed = least === most ? String(least) : `${least} to ${most}`;
  sheet.against('resume.last-request', at, `last_request_id ${allowed}`, `${messageWords(seen)} with ${lastRequest}`);
}

/** Answered before, or by this very message. */
function surelyTaken(request: Request, before: number, replyTo: number | undefined): boolean {
  const { answer, number } = request;
  if (number !== undefined && number === replyTo) return true;
  return answer !== undefined && answer.at < before;
}

/** Where its effect was shown to somebody, if nothing else can have had it; Infinity where it was not. */
function shownBy(request: Request, view: View): number {
  const { entry, kind, target, stay } = request;
  const moved = stay?.tellings.find(({ reason }) => reason.every((code) => code === 1005));
  if (kind === 'switch') return Math.min(entry?.stay?.mentioned ?? never, moved?.at ?? never);
  const named = kind === 'remove' && target !== undefined ? view.stay(target) : undefined;
  if (!named || named.causes.enders.length > 0 || named.causes.own.some((cause) => cause.request !== request))
    return never;
  return named.causes.unfounded.length > 0 ? never : Math.min(never, ...tellingsOf(named).map(({ at }) => at));
}

const never = Number.POSITIVE_INFINITY;

/** Its answer came behind the Resumed, and nobody has sent it since. */
const lostAndAnswered = ({ answer, sendings }: Request, before: number): boolean =>
  answer !== undefined &&
  sendings.every(({ at, connection }) => at > answer.at || (at < before && superseded(connection.losses, before)));

const superseded = (losses: readonly { readonly at: number }[], before: number): boolean =>
  losses.some(({ at }) => at < before);

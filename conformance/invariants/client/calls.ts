/** The application's calls, and how they end. */
import type { Sheet } from '../sheet.js';
import type { Call, MessageAt, SaidAt, View } from './view.js';
import { verdicts } from './word.js';
import { isSilent } from './words.js';

/** The calls that make requests, in the order of the application, beside the requests that were heard. */
interface Asked {
  readonly call: Call;
  readonly request: MessageAt | undefined;
}

const asking = ['end', 'remove', 'switch', 'mode'] as const;

/** The calls of one kind and the requests of that kind come in the same order; a request that is sent again has its old number. */
function askedIn({ calls, heard }: View): Asked[] {
  return asking.flatMap((kind) => {
    const requests = new Map<number, MessageAt>();
    for (const one of heard)
      if (one.heard.message === kind && !requests.has(one.heard.request)) requests.set(one.heard.request, one);
    const numbered = [...requests.values()];
    return calls
      .filter(({ action }) => action.kind === kind)
      .map((call, place) => ({ call, request: numbered[place] }));
  });
}

const answerTo = ({ said }: View, { request }: Asked): SaidAt | undefined =>
  request && said.find((one) => one.said.replyTo === request.heard.request && one.said.message !== 'roomLeft');

const roomLeftFor = ({ said }: View, { request }: Asked): SaidAt | undefined =>
  request && said.find((one) => one.said.replyTo === request.heard.request && one.said.message === 'roomLeft');

export function refusedCalls(view: View, sheet: Sheet): void {
  for (const asked of askedIn(view)) {
    const answer = answerTo(view, asked);
    if (answer?.said.message !== 'rejected') continue;
    const { ended, action } = asked.call;
    const allowed = `${action.kind}() fails: the server refused it`;
    if (ended) {
      sheet.held('client.refused-call');
      if (ended.end.how !== 'failed')
        sheet.against('client.refused-call', ended.index, allowed, `it ended: ${ended.end.how}`);
    } else if (!view.left && !answer.heldBack && answer.line.closed === undefined) {
      sheet.held('client.refused-call');
      sheet.missing('client.refused-call', view.end, allowed, 'it is still outstanding');
    }
  }
}

export function callsSettled(view: View, sheet: Sheet): void {
  const { left } = view;
  if (!left) return;
  for (const call of view.calls.filter(({ index, action }) => index < left.index && action.kind !== 'unload')) {
    sheet.held('client.calls-settled');
    const late = call.ended === undefined || call.ended.at - left.at > view.slackMs;
    if (late)
      sheet.missing(
        'client.calls-settled',
        view.end,
        `${call.action.kind}() has ended with roomLeft`,
        'it is outstanding',
      );
  }
  for (const asked of askedIn(view)) settledRightly(view, sheet, asked);
}

/** The code of the departure that a call asks for. */
const wanted: Readonly<Partial<Record<Call['action']['kind'], number>>> = { end: 1008, mode: 1003 };

/** By a close alone, or a RoomLeft without `reply_to`, nobody can tell who asked for this departure. Clause `client.calls-settled`. */
const mayHaveAsked = (view: View, kind: Call['action']['kind']): boolean =>
  verdicts(view).some(
    (word) => word.replyTo === 0 && wanted[kind] !== undefined && (isSilent(word) || word.code === wanted[kind]),
  );

/** The call that asked for the departure succeeds, and no other does that was not answered. */
function settledRightly(view: View, sheet: Sheet, asked: Asked): void {
  const { ended, action } = asked.call;
  if (!ended) return;
  const own = roomLeftFor(view, asked);
  if (!own && mayHaveAsked(view, action.kind)) return;
  if (own && ended.end.how !== 'done' && own.order === 'next')
    sheet.against('client.calls-settled', ended.index, `${action.kind}() succeeds: RoomLeft answers it`, ended.end.how);
  if (!own && ended.end.how === 'done' && answerTo(view, asked) === undefined)
    sheet.against('client.calls-settled', ended.index, `${action.kind}() fails: nothing answered it`, 'it succeeded');
}

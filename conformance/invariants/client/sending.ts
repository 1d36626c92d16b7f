/** What a client sends, and over which connections. */
import type { Sheet } from '../sheet.js';
import { firstOf } from './conclude.js';
import type { Line, Message, MessageAt, View } from './view.js';

export function addresses({ lines, heard, said }: View, sheet: Sheet): void {
  const secrets = [...heard.flatMap((one) => one.heard.joinId ?? []), ...said.flatMap((one) => one.said.token ?? [])];
  const known = secrets.filter((secret) => secret !== '');
  for (const { heard: all } of lines)
    for (const { heard: one, index } of all) {
      if (one.message !== 'connect') continue;
      sheet.held('client.token-address');
      if (known.some((secret) => one.address.includes(secret)) || ACCESS_TOKEN.test(one.address))
        sheet.against('client.token-address', index, 'an address without secrets', one.address);
    }
}

/** A signed access token. */
const ACCESS_TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;

/** The peer chose no subprotocol: nothing may be said there. */
export function subprotocol({ lines, deeds }: View, sheet: Sheet): void {
  for (const line of lines) {
    const manner = deeds.findLast(
      ({ deed, index }) => index < line.opened.index && deed.kind === 'answer' && deed.demand === 'connect',
    )?.deed;
    if (manner?.kind !== 'answer' || manner.answer.how !== 'without-subprotocol') continue;
    sheet.held('client.subprotocol');
    const spoken = line.heard.find(({ heard }) => heard.message !== 'connect');
    if (spoken)
      sheet.against('client.subprotocol', spoken.index, 'nothing: no subprotocol was chosen', spoken.heard.message);
  }
}

const isNumbered = ({ message }: Message): boolean => !['join', 'resume', 'ack'].includes(message);

/** 1, 2, 3 and so on; a number that has been used is the same request once more, on a later connection. */
export function numbers(view: View, sheet: Sheet): void {
  const known = new Map<number, MessageAt>();
  for (const one of view.heard) {
    const { request, message } = one.heard;
    if (!isNumbered(one.heard)) {
      if (request !== 0)
        sheet.against('client.numbers', one.index, `${message} without a number`, `the number ${request}`);
      continue;
    }
    sheet.held('client.numbers');
    const before = known.get(request);
    if (before) {
      if (before.line === one.line && !isRefusedBetween(before, one))
        sheet.against('client.numbers', one.index, `the number ${known.size + 1}`, `${request}, a second time`);
      else if (!isSame(before.heard, one.heard))
        sheet.against(
          'client.sends-again',
          one.index,
          `request ${request} unchanged`,
          `it was ${before.heard.message}`,
        );
    } else if (request !== known.size + 1) {
      // What is left out after a loss may have been sent before it, and then had to be sent again.
      const lost = request > known.size + 1 && isReturn(view, one.line);
      const clause = lost ? 'client.sends-again' : 'client.numbers';
      sheet.against(clause, one.index, `the number ${known.size + 1}`, `the number ${request}`);
    }
    if (!before) known.set(request, one);
  }
}

/** What stands behind a Join that is refused is ignored, and sent again behind one that is not. */
const isRefusedBetween = ({ line, index }: MessageAt, later: MessageAt): boolean =>
  line.said.some(
    (one) => one.said.message === 'rejected' && one.said.replyTo === 0 && one.index > index && one.index < later.index,
  );

const isSame = (one: Message, other: Message): boolean =>
  one.message === other.message && one.target === other.target && one.room === other.room;

/** 128 bits in the widest alphabet that a text can be sure to carry: 6 bits a character. */
const SHORTEST = Math.floor(128 / 6);

export function joinIds(view: View, sheet: Sheet): void {
  const [first, ...again] = view.heard.filter((one) => one.heard.message === 'join');
  if (first && hasGivenUp(view)) {
    // Whoever does not repeat its Join repeats it in no wrong way.
    sheet.held('client.join-id');
    sheet.held('client.waits-for-answer');
  }
  if (!first || again.length === 0) return;
  const { joinId = '' } = first.heard;
  sheet.held('client.join-id', again.length);
  const other = again.find((one) => one.heard.joinId !== joinId);
  if (other) sheet.against('client.join-id', other.index, 'the join_id of the first Join', 'another one');
  else if (joinId.length < SHORTEST)
    sheet.against(
      'client.join-id',
      first.index,
      'a join_id of at least 128 random bits',
      `${joinId.length} characters`,
    );
}

/** Its Join was lost, and it says that it could not join. */
const hasGivenUp = ({ left, said }: View): boolean =>
  left?.event.reason?.code === JOIN_ROOM_FAILED && !said.some((one) => one.said.message === 'joined');

const JOIN_ROOM_FAILED = 1103;

/** Behind a Resume or a repeated Join nothing is said before the answer. */
export function waitsForAnswer(view: View, sheet: Sheet): void {
  for (const line of view.lines) {
    if (!isReturn(view, line)) continue;
    sheet.held('client.waits-for-answer');
    const [first, second] = line.heard.filter(({ heard }) => heard.message !== 'connect');
    const answer = line.said.find(({ said }) => said.message !== 'heartbeat');
    if (first && second && !(answer && answer.index < second.index))
      sheet.against(
        'client.waits-for-answer',
        second.index,
        `nothing behind ${first.heard.message} before its answer`,
        second.heard.message,
      );
  }
}

function isReturn({ lines }: View, line: Line): boolean {
  const first = firstOf(line)?.message;
  if (first !== 'join') return first === 'resume';
  return lines.some((other) => other.opened.index < line.opened.index && firstOf(other)?.message === 'join');
}

/** After a loss, each unanswered request that the server has not taken up, in order. */
export function sendsAgain(view: View, sheet: Sheet): void {
  for (const line of view.lines) {
    const back = line.said.find(
      ({ said, order }) => said.message === 'resumed' || (said.message === 'joined' && order === 'next'),
    );
    if (!back || !isReturn(view, line)) continue;
    const due = unansweredBefore(view, line).filter(({ heard }) => heard.request > (back.said.lastRequest ?? 0));
    if (due.length === 0) continue;
    sheet.held('client.sends-again', due.length);
    const sent = line.heard.flatMap(({ heard }) => ('request' in heard && isNumbered(heard) ? heard.request : []));
    const again = sent.filter((request) => due.some(({ heard }) => heard.request === request));
    const numbersDue = due.map(({ heard }) => heard.request).sort((a, b) => a - b);
    if (again.some((request, place) => request !== numbersDue[place]))
      sheet.against(
        'client.sends-again',
        line.heard.at(-1)?.index ?? view.end,
        numbersDue.join(', '),
        again.join(', '),
      );
    else if (again.length < numbersDue.length && isStillUp(view, line))
      sheet.missing('client.sends-again', view.end, `request ${numbersDue[again.length]} again`, 'nothing');
  }
}

const isStillUp = ({ left }: View, { closed }: Line): boolean => closed === undefined && left === undefined;

function unansweredBefore({ heard, said }: View, line: Line): MessageAt[] {
  const before = heard.filter((one) => one.index < line.opened.index && isNumbered(one.heard));
  const newest = new Map(before.map((one) => [one.heard.request, one]));
  return [...newest.values()].filter(
    (one) => !said.some((answer) => answer.said.replyTo === one.heard.request && answer.index < line.opened.index),
  );
}

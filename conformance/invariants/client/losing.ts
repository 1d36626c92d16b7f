/** Connections that are lost, and how a client comes back. */
import type { ClauseId } from '../../../gen/clauses.js';
import type { Sheet } from '../sheet.js';
import { firstOf, isGoodbye, silence, windowAt } from './conclude.js';
import type { Line, SaidAt, View } from './view.js';
import { mayHaveBeenTold, standsForRoomLeft } from './word.js';

/** What makes a connection count as lost, and the clause that says so. */
interface Loss {
  readonly clause: ClauseId;
  readonly what: string;
  readonly index: number;
  readonly at: number;
}

/** Lost by the client's own judgement: it has to close it. */
function declared(view: View, line: Line): Loss | undefined {
  const gap = line.said.find(({ order, said }) => order === 'gap' && said.message !== 'roomLeft');
  if (gap) return { clause: 'client.gap', what: 'a message left a gap', index: gap.index, at: gap.at };
  const quiet = silence(view, line);
  const bound = line.said.some(({ said }) => said.message === 'joined' || said.message === 'resumed');
  return quiet && bound ? { clause: 'client.silence', what: 'no frame came within the time-out', ...quiet } : undefined;
}

/** Lost by a close that is no RoomLeft. */
function closedBy(line: Line): Loss | undefined {
  const { closed } = line;
  if (closed?.by !== 'server' || standsForRoomLeft(closed.code)) return undefined;
  const clause = closed.code === 1006 ? 'client.resumes' : 'client.other-close';
  return { clause, what: `the server closed with ${closed.code}`, index: closed.index, at: closed.at };
}

export function declaresLost(view: View, sheet: Sheet): void {
  for (const line of view.lines) {
    const loss = declared(view, line);
    if (!loss || endedBefore(view, loss.index)) continue;
    const { closed } = line;
    const back = view.lines.some(({ opened }) => opened.index > loss.index);
    if (closed && closed.by === 'client') {
      sheet.held(loss.clause);
      sheet.held('client.declared-lost');
      const returned = view.lines.some(
        (other) => other.opened.index > closed.index && firstOf(other)?.message === 'resume',
      );
      if (isGoodbye(line) && (returned || !mayGiveUp(view, closed.index)))
        sheet.against('client.declared-lost', closed.index, 'a close with another code than 4101', 'a close with 4101');
    } else if (back) sheet.held(loss.clause);
    else if (!closed && isOverdue(view, loss)) {
      sheet.held(loss.clause);
      sheet.missing(loss.clause, view.end, `a closed connection: ${loss.what}`, 'it is still open');
    }
    if (back && !closed && !line.frozen && isOverdue(view, loss)) {
      sheet.held('client.declared-lost');
      sheet.missing('client.declared-lost', view.end, `a closed connection: ${loss.what}`, 'it is still open');
    }
  }
}

const isOverdue = ({ waited, endedAt, slackMs }: View, { at }: Loss): boolean => waited || endedAt - at > slackMs;

/** The client gives up by itself then, by its application's wish or because it fires roomLeft. */
function mayGiveUp({ leaving, unloading, left, slackMs, history }: View, index: number): boolean {
  if ([leaving, unloading].some((call) => call !== undefined && call.index < index)) return true;
  const at = history.records[index]?.at ?? 0;
  return left !== undefined && (left.index < index || left.at - at <= slackMs);
}

const endedBefore = (view: View, index: number): boolean =>
  mayHaveBeenTold(view, index) || (view.left !== undefined && view.left.index < index);

/** Whoever has lost its connection, and may resume, tries to. */
export function resumes(view: View, sheet: Sheet): void {
  for (const line of view.lines) {
    comesBackAnyhow(view, sheet, line);
    const loss = closedBy(line) ?? declared(view, line);
    if (!loss || !isNewest(view, line, loss) || endedBefore(view, loss.index)) continue;
    if (mayGiveUp({ ...view, left: undefined }, loss.index)) continue;
    tries(view, sheet, line, loss);
  }
}

/** A close that stands for a RoomLeft is no loss. */
function comesBackAnyhow(view: View, sheet: Sheet, line: Line): void {
  const { closed } = line;
  if (closed?.by !== 'server' || !standsForRoomLeft(closed.code) || declared(view, line)) return;
  if (!isNewest(view, line, closed)) return;
  const next = view.lines.find((one) => one.opened.index > closed.index && firstOf(one)?.message === 'resume');
  if (next) sheet.against('client.close-is-room-left', next.opened.index, `roomLeft ${closed.code - 3000}`, 'a Resume');
}

/** It carried the client, and no other connection does yet. */
const isNewest = ({ lines }: View, line: Line, { index }: Pick<Loss, 'index'>): boolean =>
  line.said.some(({ said }) => said.message === 'joined' || said.message === 'resumed') &&
  !lines.some((one) => isSpokenOver(one) && one.opened.index > line.opened.index && one.opened.index < index);

/** A client may begin several connections at a time, and goes on with one of them. */
const isSpokenOver = (line: Line): boolean => firstOf(line) !== undefined;

/** After so many windows a client did not run while it could have tried: it finds that the window is over. */
const STALLED = 10;

function tries(view: View, sheet: Sheet, line: Line, loss: Loss): void {
  const window = windowAt(view, loss.index + 1) ?? 0;
  const next = view.lines.find((one) => one.opened.index > (isSpokenOver(one) ? line.opened.index : loss.index));
  if (window === 0) {
    sheet.held('client.resumes');
    if (next && firstOf(next)?.message === 'resume')
      sheet.against('client.resumes', next.opened.index, 'no attempt: the window is 0', 'a Resume');
    return;
  }
  if (next && firstOf(next)?.message === 'join') sheet.against(loss.clause, next.opened.index, 'a Resume', 'a Join');
  const clauses: ReadonlySet<ClauseId> = new Set(['client.resumes', loss.clause]);
  for (const clause of clauses) if (next || view.left) sheet.held(clause);
  if (next) return;
  const asked = mayGiveUp({ ...view, left: undefined }, view.left?.index ?? view.end);
  if (view.left && view.left.at - loss.at > STALLED * window) return;
  if (view.left && !asked)
    sheet.against(loss.clause, view.left.index, `an attempt to resume: ${loss.what}`, 'roomLeft without one');
  else if (!view.left && !asked && isOverdue(view, loss)) {
    sheet.held(loss.clause);
    sheet.missing(loss.clause, view.end, `an attempt to resume: ${loss.what}`, 'no new connection');
  }
}

/** The newest token and the highest sequence: nothing older than what has surely come, nothing that was never said. */
export function resumesWithNewest(view: View, sheet: Sheet): void {
  for (const { heard, index, line } of view.heard) {
    if (heard.message !== 'resume') continue;
    sheet.held('client.resume-newest');
    const tokens = view.said.filter((one) => one.index < index && one.said.token !== undefined);
    const known = tokens.findLastIndex((one) => hasSurelyCome(view, one, index));
    const serving = tokens.slice(Math.max(0, known)).map((one) => one.said.token);
    if (!serving.includes(heard.token))
      sheet.against(
        'client.resume-newest',
        index,
        'the newest token',
        tokens.some((one) => one.said.token === heard.token) ? 'an older one' : 'one that was never given',
      );
    const most = Math.max(0, ...upTo(view, index).map(({ said }) => said.sequence));
    const least = Math.max(
      0,
      ...view.heard.filter((one) => one.index < index && one.line !== line).map((one) => one.heard.ack),
      ...toldBefore(view, index),
    );
    const sequence = heard.sequence ?? 0;
    if (sequence > most || sequence < least)
      sheet.against(
        'client.resume-newest',
        index,
        least === most ? `the sequence ${most}` : `a sequence from ${least} to ${most}`,
        `the sequence ${sequence}`,
      );
  }
}

const upTo = ({ said }: View, index: number): SaidAt[] =>
  said.filter((one) => one.index < index && one.order === 'next' && !one.behindGap);

/** Something was heard on its connection afterwards that no client sends before it has come. */
const hasSurelyCome = (view: View, { said, line, index }: SaidAt, before: number): boolean =>
  view.heard.some(
    (one) =>
      one.line === line &&
      one.index > index &&
      one.index < before &&
      (said.message === 'resumed' || one.heard.ack >= said.sequence),
  );

/** Of what the application has been told by then, and of which only one message may tell, the sequences. */
function toldBefore({ told, said }: View, index: number): number[] {
  return told.flatMap(({ event, index: at }) => {
    if (at > index || (event.event !== 'participantLeft' && event.event !== 'participantJoined')) return [];
    const sources = said.filter(
      (one) => one.index < at && one.said.message === event.event && one.said.participation === event.participation,
    );
    const [source] = sources;
    return source && sources.length === 1 && source.order === 'next' && !source.behindGap ? [source.said.sequence] : [];
  });
}

/** What a client does with its connections when it gives up, and what it does afterwards. */
import type { Sheet } from '../sheet.js';
import { firstOf, isGoodbye, troubleOf } from './conclude.js';
import type { Line, ToldRoomLeft, View } from './view.js';
import { mayHaveBeenTold } from './word.js';

export function givesUp(view: View, sheet: Sheet): void {
  const { left } = view;
  if (!left || view.unloading || mayHaveBeenTold(view, view.end)) return;
  for (const line of view.lines.filter(({ opened }) => opened.index < left.index)) {
    if (!isItsOwn(view, left, line)) continue;
    sheet.held('client.giving-up');
    const { closed } = line;
    if (!closed) sheet.missing('client.giving-up', view.end, 'a close with 4101', 'the connection is open');
    else if (!isGoodbye(line))
      sheet.against('client.giving-up', closed.index, 'a close with 4101', `a close with ${closed.code}`);
  }
}

/** The client has it when it fires roomLeft: it was open until then, or nothing was wrong with it when it was closed. */
function isItsOwn(view: View, left: ToldRoomLeft, line: Line): boolean {
  const { closed } = line;
  if (line.frozen || closed?.by === 'server' || firstOf(line) === undefined) return false;
  if (!closed || closed.index > left.index) return true;
  // Of connections that are begun at the same time, one is spoken over.
  const spoken = view.lines.filter((one) => firstOf(one) !== undefined);
  const last = spoken.every(({ opened }) => opened.index <= line.opened.index);
  const answered = line.said.some(({ said }) => ['joined', 'resumed', 'rejected'].includes(said.message));
  return last && answered && troubleOf(view, { ...line, closed: undefined }, closed.index) === undefined;
}

export function neverRejoins({ left, heard, lines, slackMs }: View, sheet: Sheet): void {
  if (!left) return;
  sheet.held('client.never-rejoins');
  // What was under way when roomLeft was fired may still arrive, and is closed at once.
  const again = heard.find(
    ({ heard: { message }, line, index }) =>
      index > left.index &&
      line.opened.index > left.index &&
      (message === 'join' || message === 'resume') &&
      !isGoodbye(line),
  );
  const late = lines.find(({ opened }) => opened.index > left.index && opened.at - left.at > slackMs);
  const wrong = again?.index ?? late?.opened.index;
  if (wrong !== undefined)
    sheet.against('client.never-rejoins', wrong, 'nothing: the room object is over', again ? 'a Join' : 'a connection');
}

import type { Sheet } from '../sheet.js';
import { openEntries } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import type { Connection, Entry, Request, Stay, View } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';
import { plain } from './join-duplicate.js';
import { refusedWith } from './request.js';

/** `switch.answered`, `switch.same-room` and `switch.commits`: what a SwitchRoom is answered, and that it is carried through. */
export function switches(view: View, sheet: Sheet): void {
  noRoomLeft(view, sheet);
  if (!view.has('switch')) return;
  for (const request of view.requests) if (request.entry) answers(view, sheet, request, request.entry);
  for (const stay of view.stays) if (!stay.next) commits(view, sheet, stay);
  for (const connection of view.connections) strayJoined(sheet, connection);
}

/** A Joined that answers no SwitchRoom, or one that has been answered. */
function strayJoined(sheet: Sheet, { stray, carries }: Connection): void {
  const joined = stray.find(({ seen }) => seen.kind === 'joined');
  if (joined?.seen.kind !== 'joined' || !carries) return;
  const { replyTo } = joined.seen;
  const sent = carries.join.requests.filter(({ kind, at }) => kind === 'switch' && at < joined.at);
  const again = sent.find(({ number, answer }) => answer && number === replyTo);
  const waiting = sent.find(({ answer }) => !answer);
  if (again) {
    const clause = again.sendings.length > 1 ? 'request.never-twice' : 'request.answered';
    sheet.against(clause, joined.at, `one answer to ${requestWords(again)}`, 'Joined, a second time');
  } else if (waiting)
    sheet.against(
      'switch.answered',
      joined.at,
      `Joined in reply to ${requestWords(waiting)}`,
      'Joined in reply to nothing',
    );
}

/** `switch.no-room-left`, and for a Resume `resume.true-reason`: nobody is told by RoomLeft that it has moved on. */
function noRoomLeft(view: View, sheet: Sheet): void {
  for (const { left, name } of view.connections) {
    if (!left) continue;
    const clause = left.attempt ? 'resume.true-reason' : 'switch.no-room-left';
    if (!left.reason.every((code) => code === 1005)) continue;
    sheet.against(clause, left.at, `no RoomLeft for a switch on ${name}`, 'RoomLeft{1005}');
    const waiting = left.attempt?.join.entries.some(({ request }) => request);
    if (waiting) sheet.against('switch.resume-waits', left.at, 'the answer when the switch is done', 'RoomLeft{1005}');
  }
}

function answers(view: View, sheet: Sheet, request: Request, entry: Entry): void {
  const { answer, stay } = request;
  if (entry.forestalled) sheet.held('switch.first-reason');
  if (entry.stay && !entry.stay.joined) for (const clause of unseen) sheet.held(clause);
  if (!answer) return;
  if (stay && (entry.room === stay.room || entry.room === '')) {
    if (!entry.flaw || !view.history.profile.tokens)
      refusedWith(sheet, 'switch.same-room', request, 'invalid_argument');
    return;
  }
  sheet.held('switch.answered');
  if (answer.kind === 'joined') {
    sheet.held('switch.announced');
    sheet.held('switch.no-room-left');
    sheet.held('switch.commits');
    if (request.join.requests.some(({ at, answer: other }) => other && at > request.at && at < answer.at))
      sheet.held('switch.waits');
    return;
  }
  const lawful = answer.kind === 'rejected' && (!plain(entry) || allowed.includes(answer.code ?? ''));
  // That no other request than one that ends a stay is answered by RoomLeft `request.settled-by-room-left` says.
  if (lawful || (answer.kind === 'roomLeft' && !goneBy1005(request))) return;
  sheet.against('switch.answered', answer.at, `Joined to ${requestWords(request)}`, answerWords(request));
  if (announced(stay)) sheet.against('switch.commits', answer.at, `Joined: ${stay?.id} has left`, answerWords(request));
}

/** What shows in others alone, where its own Joined was lost. */
const unseen = ['switch.announced', 'switch.commits', 'switch.no-room-left'] as const;

/** Refusals that other clauses judge, or that a server may give of its own accord. */
const allowed = ['already_exists', 'resource_exhausted'];

const goneBy1005 = ({ stay }: Request): boolean => stay?.left?.reason.includes(1005) ?? false;

const announced = (stay: Stay | undefined): boolean =>
  stay?.tellings.some(({ reason }) => reason.every((code) => code === 1005)) ?? false;

/** Whose departure by 1005 was announced, and whom nobody in the target was ever shown. */
function commits(view: View, sheet: Sheet, stay: Stay): void {
  if (!view.fenced || !announced(stay)) return;
  const targets = (stay.join?.entries ?? []).filter(({ request }) => request?.stay === stay);
  const [target] = targets;
  if (target?.forestalled && stay.left)
    sheet.against('switch.commits', stay.left.at, `Joined: ${stay.id} has left`, 'RoomLeft');
  if (!target || targets.length > 1 || target.stay || target.refused || target.forestalled) return;
  const room = view.rooms.get(target.room);
  const shown = room?.stays.some(({ joined, participant }) => !joined && participant === stay.participant);
  const others = openEntries(view, stay.participant, target.room).length > 1;
  const witness = room?.stays.find((other) => bound(other) && other.causes.present < target.at);
  if (shown || others || !witness) return;
  sheet.held('switch.commits');
  const due = `ParticipantJoined to ${witness.id}: ${stay.id} has left for ${target.room}`;
  sheet.missing('switch.commits', view.end, due, 'none');
}

import { reason as reasonCode } from '../../../gen/codes.js';
import type { Refusal } from '../../exchange/words.js';
import { refusedWith } from '../accusations.js';
import { invariant } from '../invariant.js';
import type { Sheet } from '../sheet.js';
import { openEntries, plain } from '../timeline/causes.js';
import { bound } from '../timeline/connections.js';
import { mayBeBarred, refusedForLoad } from '../timeline/load.js';
import type { SeenConnection, SeenParticipation, SentRequest, Timeline, WayIn } from '../timeline/timeline.js';
import { answerWords, requestWords } from '../timeline/words.js';

/**
 * `switch.answered`, `switch.same-room` and `switch.commits`: what a SwitchRoom is answered, and that it is carried
 * through.
 */
export const switches = invariant({
  clauses: [
    'switch.no-room-left',
    'switch.resume-waits',
    'switch.same-room',
    'switch.answered',
    'switch.commits',
    'request.never-twice',
    'request.answered',
    'resume.true-reason',
  ],
  scope: 'history',
  clock: false,
  check(timeline: Timeline, sheet) {
    noRoomLeft(timeline, sheet);
    if (!timeline.has('switch')) return;
    for (const request of timeline.requests) if (request.entry) answers(timeline, sheet, request, request.entry);
    for (const participation of timeline.participations)
      if (!participation.next) commits(timeline, sheet, participation);
    for (const connection of timeline.connections) strayJoined(sheet, connection);
  },
});

/** A Joined that answers no SwitchRoom, or one that has been answered. */
function strayJoined(sheet: Sheet, { stray, carries }: SeenConnection): void {
  const joined = stray.find(({ seen }) => seen.kind === 'joined');
  if (joined?.seen.kind !== 'joined' || !carries) return;
  const { replyTo } = joined.seen;
  const sent = carries.roomObject.requests.filter(({ kind, index }) => kind === 'switch' && index < joined.index);
  const moreAnswers = sent.find(({ number, answer }) => answer && number === replyTo);
  const waiting = sent.find(({ answer }) => !answer);
  if (moreAnswers) {
    const clause = moreAnswers.sendings.length > 1 ? 'request.never-twice' : 'request.answered';
    sheet.against(clause, joined.index, `one answer to ${requestWords(moreAnswers)}`, 'Joined, a second time');
  } else if (waiting)
    sheet.against(
      'switch.answered',
      joined.index,
      `Joined in reply to ${requestWords(waiting)}`,
      'Joined in reply to nothing',
    );
}

/** `switch.no-room-left`, and for a Resume `resume.true-reason`: nobody is told by RoomLeft that it has moved on. */
function noRoomLeft(timeline: Timeline, sheet: Sheet): void {
  for (const { left, name } of timeline.connections) {
    if (!left) continue;
    const clause = left.attempt ? 'resume.true-reason' : 'switch.no-room-left';
    if (!left.reason.every((code) => code === reasonCode.SWITCH_ROOM)) continue;
    sheet.against(clause, left.index, `no RoomLeft for a switch on ${name}`, 'RoomLeft 1005');
    const waiting = left.attempt?.roomObject.entries.some(({ request }) => request);
    if (waiting)
      sheet.against('switch.resume-waits', left.index, 'the answer when the switch is done', 'RoomLeft 1005');
  }
}

function answers(timeline: Timeline, sheet: Sheet, request: SentRequest, entry: WayIn): void {
  const { answer, participation } = request;
  if (entry.forestalled) sheet.held('switch.first-reason');
  if (entry.participation && !entry.participation.joined) for (const clause of unseen) sheet.held(clause);
  if (!answer) return;
  if (participation && (entry.room === participation.room || entry.room === '')) {
    if (!entry.flaw || !timeline.history.profile.tokens)
      refusedWith(sheet, 'switch.same-room', request, ...noRoom(timeline, entry));
    return;
  }
  if (refusedForLoad(answer)) return;
  sheet.held('switch.answered');
  if (answer.kind === 'joined') {
    sheet.held('switch.announced');
    sheet.held('switch.no-room-left');
    sheet.held('switch.commits');
    if (
      request.roomObject.requests.some(
        ({ index, answer: other }) => other && index > request.index && index < answer.index,
      )
    )
      sheet.held('switch.waits');
    return;
  }
  const barred =
    answer.code === 'permission_denied' && mayBeBarred(timeline, entry.roomObject, entry.room, answer.index);
  const lawful = answer.kind === 'rejected' && (!plain(entry) || answer.code === 'already_exists' || barred);
  // That no other request than one that ends a participation is answered by RoomLeft `request.settled-by-room-left`
  // says.
  if (lawful || (answer.kind === 'roomLeft' && !goneBy1005(request))) return;
  sheet.against('switch.answered', answer.index, `Joined to ${requestWords(request)}`, answerWords(request));
  // A mere Accepted may hide that it was carried out all the same.
  if (announced(participation) && answer.kind !== 'accepted')
    sheet.against('switch.commits', answer.index, `Joined: ${participation?.id} has left`, answerWords(request));
}

/** What shows in others alone, where its own Joined was lost. */
const unseen = ['switch.announced', 'switch.commits', 'switch.no-room-left'] as const;

/** Of a room without a name: its token is for another one, and may be looked at first. Clause `request.first-refusal`. */
const noRoom = ({ history }: Timeline, { unfit }: WayIn): readonly Refusal[] =>
  unfit && history.profile.tokens ? ['invalid_argument', 'permission_denied'] : ['invalid_argument'];

const goneBy1005 = ({ participation }: SentRequest): boolean =>
  participation?.left?.reason.includes(reasonCode.SWITCH_ROOM) ?? false;

const announced = (participation: SeenParticipation | undefined): boolean =>
  participation?.tellings.some(({ reason }) => reason.every((code) => code === reasonCode.SWITCH_ROOM)) ?? false;

/** Whose departure by 1005 was announced, and whom nobody in the target was ever shown. */
function commits(timeline: Timeline, sheet: Sheet, participation: SeenParticipation): void {
  if (!timeline.fenced || !announced(participation)) return;
  const targets = (participation.roomObject?.entries ?? []).filter(
    ({ request }) => request?.participation === participation,
  );
  const [target] = targets;
  if (target?.forestalled && participation.left)
    sheet.against('switch.commits', participation.left.index, `Joined: ${participation.id} has left`, 'RoomLeft');
  if (!target || targets.length > 1 || target.participation || target.refused || target.forestalled) return;
  const room = timeline.rooms.get(target.room);
  const shown = room?.participations.some(
    ({ joined, participant }) => !joined && participant === participation.participant,
  );
  const others = openEntries(timeline, participation.participant, target.room).length > 1;
  const witness = room?.participations.find((other) => bound(other) && other.causes.present < target.index);
  if (shown || others || !witness) return;
  sheet.held('switch.commits');
  const due = `ParticipantJoined to ${witness.id}: ${participation.id} has left for ${target.room}`;
  sheet.missing('switch.commits', timeline.end, due, 'none');
}

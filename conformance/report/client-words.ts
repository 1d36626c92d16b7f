/** Both sides of a client in words: the calls and events of its application, and what its server heard and said. */

import { wsClose } from '../../gen/codes.js';
import type { AppEvent, CallEnd, Heard, Note, Said, ToldReason } from '../exchange/client.js';
import { describeObservation } from '../exchange/describe.js';
import type { Action } from '../exchange/scenario.js';
import { demandWords } from './demand-words.js';

/** What a label says beside the message: only what the broken clause is about. */
export interface NoteDetail {
  /** Sequences, acknowledgements and the numbers of requests. */
  readonly numbers: boolean;
  /** The sentences beside the codes. */
  readonly texts: boolean;
  /** The application's list of the others behind each event, in place of its reason. */
  readonly lists: boolean;
  /** Addresses, `join_id`s and tokens. */
  readonly secrets: boolean;
  /** The calls that the application made, by their numbers. */
  readonly calls: ReadonlyMap<number, Action>;
}

/** Outside of any diagram: with the numbers that tell a message from others. */
export const noteByItself: NoteDetail = { numbers: true, texts: false, lists: false, secrets: false, calls: new Map() };

/** A call, in the words of an API. */
export function describeCall(action: Action): string {
  switch (action.kind) {
    case 'join':
      return `join(${action.room})`;
    case 'switch':
      return `switchRoom(${action.room})`;
    case 'remove':
      return `remove(${action.target})`;
    case 'mode':
      return 'becomeViewer()';
    case 'unload':
      return 'the page is unloaded';
    case 'listener':
      return action.reaction === 'throw'
        ? `its listener of the next ${action.event} throws`
        : `its listener of the next ${action.event} calls ${action.reaction}()`;
    default:
      return `${action.kind}()`;
  }
}

/** What was seen of a client. */
export function describeNote(note: Note, detail: NoteDetail): string {
  switch (note.kind) {
    case 'told':
      return `${describeEvent(note.told, detail).trimEnd()}${listed(note.list, detail)}`;
    case 'returned':
      return describeEnd(note.call, note.end, detail);
    case 'heard':
      return describeHeard(note.heard, detail);
    case 'said':
      return describeSaid(note.said, detail);
    case 'closed':
      return note.code === NO_CLOSE_FRAME ? 'connection cut' : `close ${note.code}`;
    case 'unreadable':
      return `unreadable: ${note.what}`;
  }
}

/** What a WebSocket calls the end of a connection without a close frame. */
export const NO_CLOSE_FRAME = wsClose.NO_FRAME;

function describeEvent(told: AppEvent, detail: NoteDetail): string {
  switch (told.event) {
    case 'joined':
    case 'switched':
    case 'participantJoined':
      return `${told.event} ${told.participation}`;
    case 'participantLeft':
      return `${told.event} ${told.participation ?? told.participant} ${describeReason(told.reason, detail)}`;
    case 'roomLeft':
      return `${told.event} ${describeReason(told.reason, detail)}`;
  }
}

function describeReason(reason: ToldReason | undefined, { texts, lists }: NoteDetail): string {
  if (lists) return '';
  if (!reason) return 'without a reason';
  const { type = 'no type', code = 'no code', source = 'no source', message = '' } = reason;
  const sentence = texts ? [`"${message}"`] : [];
  return `{ ${[type, code, source, ...sentence].join(', ')} }`;
}

const listed = (list: readonly string[] | undefined, { lists }: NoteDetail): string =>
  lists && list ? `, list: ${list.join(', ') || 'nobody'}` : '';

function describeEnd(number: number, end: CallEnd, { calls }: NoteDetail): string {
  const call = calls.get(number);
  const name = call ? describeCall(call) : `call ${number}`;
  return end.how === 'done' ? `${name} done` : `${name} ${end.how}: ${end.why}`;
}

function describeHeard(heard: Heard, { numbers, secrets }: NoteDetail): string {
  if (heard.message === 'connect') return secrets ? `connect ${heard.address}` : 'connect';
  if (heard.message === 'ack') return `Ack ${heard.ack}`;
  const { message, request, ack, sequence, target, room, joinId, token } = heard;
  const words = [
    demandWords[message],
    ...(message === 'switch' && room !== undefined ? [room] : []),
    ...(target === undefined ? [] : [target]),
    ...(sequence === undefined ? [] : [`sequence ${sequence}`]),
    ...(secrets ? [joinId ?? token ?? ''] : []),
    ...(numbers && request > 0 ? [`[${request}]`] : []),
    ...(numbers && ack > 0 && message !== 'resume' ? [`ack ${ack}`] : []),
  ];
  return words.filter(Boolean).join(' ');
}

function describeSaid(said: Said, { numbers, texts, secrets }: NoteDetail): string {
  const { sequence, replyTo, text = '', token = '' } = said;
  const words = [
    describeMessage(said),
    ...(texts && text !== '' ? [`"${text}"`] : []),
    ...(secrets ? [token] : []),
    ...(numbers && replyTo > 0 ? [`[${replyTo}]`] : []),
    ...(numbers && sequence > 0 ? [`seq ${sequence}`] : []),
  ];
  return words.filter(Boolean).join(' ');
}

function describeMessage(said: Said): string {
  const { message, participation = '', code = 'absent', refusal, roster = [] } = said;
  switch (message) {
    case 'unknown':
      return 'a message of an unknown kind';
    case 'garbage':
      return 'a frame that is no message';
    case 'joined':
      return describeObservation({ kind: message, participation, roster: roster.map(named) });
    case 'rejected':
      return describeObservation({ kind: message, code: refusal ?? 'without a code' });
    case 'participantJoined':
      return describeObservation({ kind: message, member: named(participation) });
    case 'participantLeft':
      return describeObservation({ kind: message, participation, reason: [code] });
    case 'roomLeft':
      return describeObservation({ kind: message, reason: [code] });
    default:
      return describeObservation({ kind: message });
  }
}

const named = (participation: string) => ({ participation });

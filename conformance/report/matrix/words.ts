/** The words of the page, the same for Markdown and for HTML. */
import { type ReasonInfo, reason } from '../../../gen/codes.js';
import { type CrosswalkRow, type MeasuredCause, saysNothing, type ToldParty } from '../../exchange/crosswalk.js';
import type { Shrink } from '../../exchange/report.js';
import { plural } from '../text.js';
import type { ClauseCell } from './cells.js';
import type { MatrixSystem } from './model.js';

/** The title of the page. */
export const TITLE = 'What systems were seen to do';

/** What the page is, and what it is not; one paragraph each. */
export const ABOUT = [
  'This page is informative, and is generated from the reports of the suite: what people were told when somebody left, by what had happened, and which clauses describe what was seen.',
  'It is no verdict on any product. A system that never claimed this protocol owes it nothing: "broken" says that what was seen of one version, on one day, is not what the clause describes, and nothing else.',
];

/** What the picture shows, for those who do not see it. */
export const PICTURE =
  'The measured crosswalk as a picture: what the leaver and the others are told, by cause and system. Causes that one word merges have one colour; the tables below say the same in words.';

/** What stands over each table. */
export const CAPTIONS = {
  leaver: 'What the leaver is told',
  others: 'What the others are told',
  apart: 'What cannot be told apart',
  clauses: 'Clause by clause',
  reasons: 'declared, what cannot be told, and what was seen by chance',
  sightings: 'What was seen',
  made: 'How this was made',
} as const;

/** How the first two tables are to be read. */
export const MEASURED =
  'Each word stands as the system gave it; a number is a reason code. Beside it: how many people were told so, the median of the time after the cause, and the longest; the times are those of a machine that had other things to do. Only departures count whose cause is beyond doubt. "-" says that the run has not brought it about.';

/** How the table of clauses is to be read. */
export const CELLS: Readonly<Record<ClauseCell['kind'], string>> = {
  holds: 'it was checked, and nothing broke it but a race that was seldom met; such races are listed below, by chance',
  broken: 'something else was seen; the link leads to it, and to how often it was seen again',
  declared: 'the system is declared to do otherwise, for the reason given below',
  untold: 'what is seen may be right: the system merges what would have to be told apart',
  unshown: 'nothing about it was checked, or it was not seen by itself',
};

/** What a cell of the table of clauses says. */
export const CELL_WORDS: Readonly<Record<ClauseCell['kind'], string>> = {
  holds: 'holds',
  broken: 'broken',
  declared: 'declared',
  untold: 'cannot be told',
  unshown: '-',
};

/** What had happened. */
export const CAUSES: Readonly<Record<MeasuredCause, string>> = {
  'own-leave': 'left of its own accord',
  'removed-by-host': 'removed by a host',
  'removed-by-operator': 'removed by the operator',
  'ended-by-host': 'meeting ended by a host',
  'ended-by-last': 'meeting ended by the last one there',
  'ended-by-operator': 'meeting ended by the operator',
  'closed-by-operator': 'room closed by the operator',
  replaced: 'joined again from elsewhere',
  switched: 'moved to another room',
  viewer: 'became a viewer',
  'relay-stopped': 'relay stopped',
  cut: 'connection closed by the network',
  reset: 'connection reset by the network',
  silence: 'connection fell silent',
  'window-over': 'connection lost, and the resume window over',
};

/** The code that each cause has: two causes of one code need not be told apart. */
export const CODE_OF: Readonly<Record<MeasuredCause, ReasonInfo['code']>> = {
  'own-leave': reason.MANUAL_LEAVE_CALLED,
  'removed-by-host': reason.REMOVE_PEER,
  'removed-by-operator': reason.REMOVE_PEER_API,
  'ended-by-host': reason.REMOVE_ALL,
  'ended-by-last': reason.REMOVE_ALL,
  'ended-by-operator': reason.MEETING_END_API,
  'closed-by-operator': reason.ROOM_CLOSE,
  replaced: reason.DUPLICATE_PARTICIPANT,
  switched: reason.SWITCH_ROOM,
  viewer: reason.REMOVE_PEER_VIEWER_MODE_CHANGED,
  'relay-stopped': reason.REMOVE_PEER_MEDIA_RELAY_STOP,
  cut: reason.WEBSOCKET_DISCONNECTED,
  reset: reason.WEBSOCKET_DISCONNECTED,
  silence: reason.WEBSOCKET_DISCONNECTED,
  'window-over': reason.WEBSOCKET_DISCONNECTED,
};

/** `41 times, 3 ms, at most 12 ms`. */
export function measuredInWords(row: CrosswalkRow): string {
  const often = row.times === 1 ? 'once' : plural(row.times, 'time');
  if (saysNothing(row)) return often;
  if (row.times === 1) return `${often}, ${msInWords(row.mostMs)}`;
  return `${often}, ${msInWords(row.medianMs)}, at most ${msInWords(row.mostMs)}`;
}

/** From 10 s on in seconds: nobody reads 20134 ms. */
const msInWords = (ms: number): string => (ms < 10_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** What the one who moved to another room is told is no departure. */
export const silenceInWords = (cause: MeasuredCause, listener: ToldParty): string =>
  cause === 'switched' && listener === 'leaver' ? 'the new room' : 'nothing';

/** How a failure was found again. */
export function replayedInWords({ from, to, fails, of, atOnce }: Shrink): string {
  const size = from === to ? plural(to, 'step') : `${plural(to, 'step')}, shrunk from ${from}`;
  const again = of === 0 ? 'It was not replayed' : `It was seen again in ${fails} of ${plural(of, 'replay')}`;
  return `${again}${atOnce > 1 ? `, of ${atOnce} at the same time` : ''}: ${size}.`;
}

/** Of a broken clause that nobody has looked up in the system's own documents. */
export const NOT_LOOKED_UP = 'Whether the system promises otherwise in its own documents has not been looked up.';

/** The version and the day, as part of a sentence. */
export const seenIn = ({ version, date }: MatrixSystem): string => (date === '' ? version : `${version} on ${date}`);

/** How often a clause was checked, and what of it could not be told. */
export const heldInWords = ({ checks, partly }: { readonly checks: number; readonly partly: string }): string =>
  [checks > 0 ? `checked ${plural(checks, 'time')}` : '', partly].filter(Boolean).join('; ');

/** `held 1,204 times, broken in 2 plays`. */
export const chanceInWords = ({ checks, broken }: { readonly checks: number; readonly broken: number }): string =>
  `held ${plural(checks, 'time')}, broken in ${plural(broken, 'play')}`;

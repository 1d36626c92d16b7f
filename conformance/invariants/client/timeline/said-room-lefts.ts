/** What a server said of the client's own departure: RoomLeft, or a close that stands for it. */
import type { SaidReason } from './reason-list.js';
import type { ClientTimeline, PeerActionAt, SaidAt, SaidOrder, ServedConnection } from './timeline.js';

/** RoomLeft, or a close that stands for it. */
export interface SaidRoomLeft extends SaidReason {
  readonly index: number;
  readonly at: number;
  readonly connection: ServedConnection;
  /** Of RoomLeft; undefined for a close. */
  readonly order: SaidOrder | undefined;
  readonly heldBack: boolean;
  /** The request that it names, or 0. */
  readonly replyTo: number;
}

/** Clause `client.close-is-room-left`. */
export const standsForRoomLeft = (code: number): boolean =>
  (code >= 4_001 && code <= 4199) || (code >= 4500 && code <= 4999);

/** All that a server said of the client's own departure. */
export function saidRoomLefts({ connections, said }: ClientTimeline): SaidRoomLeft[] {
  const spoken = said.filter((one) => one.said.message === 'roomLeft').map(spokenOf);
  const closes = connections.flatMap((connection): SaidRoomLeft[] => {
    const { closed } = connection;
    if (closed?.by !== 'server' || !standsForRoomLeft(closed.code)) return [];
    const { index, at, code } = closed;
    return [
      {
        code: code - 3_000,
        text: '',
        index,
        at,
        connection,
        order: undefined,
        heldBack: connection.frozen,
        replyTo: 0,
      },
    ];
  });
  return [...spoken, ...closes].sort((a, b) => a.index - b.index);
}

/** A close frame of which only the sending is known may have come all the same, before its connection broke off. */
export function closesOnTheirWay({ peerActions, connections }: ClientTimeline): SaidRoomLeft[] {
  return peerActions.flatMap(({ does, index, at }): SaidRoomLeft[] => {
    const code = closeCodeOf(does);
    const connection = connections.findLast(({ opened }) => opened.index < index) ?? connections[0];
    if (code === undefined || !standsForRoomLeft(code) || !connection) return [];
    return [{ code: code - 3_000, text: '', index, at, connection, order: undefined, heldBack: true, replyTo: 0 }];
  });
}

function closeCodeOf(does: PeerActionAt['does']): number | undefined {
  if (does.kind === 'close') return does.code;
  return does.kind === 'answer' && does.answer.how === 'close' ? does.answer.code : undefined;
}

/** Whether the server may have said anything of the client's own departure before `index`. */
export const mayHaveBeenTold = (timeline: ClientTimeline, before: number): boolean =>
  [...saidRoomLefts(timeline), ...closesOnTheirWay(timeline)].some(({ index }) => index < before);

const spokenOf = ({ said: { code = 'absent', text = '', replyTo }, ...one }: SaidAt): SaidRoomLeft => ({
  code,
  text,
  replyTo,
  index: one.index,
  at: one.at,
  connection: one.connection,
  order: one.order,
  heldBack: one.heldBack,
});

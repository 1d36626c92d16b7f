/** Reports of departures for somebody outside of the rooms, as lines of a log: spec/reports.md, spec/log.md. */
import { reason as reasonCode } from '../../../gen/codes.js';
import type { Changes } from '../../../spec/machine/draft.js';
import type { Reason } from '../../../spec/machine/messages.js';
import type { Participation, RoomState, Telling } from '../../../spec/machine/state.js';
import type { Parts } from './parts.js';

/** What one room has decided. */
interface Decision {
  readonly before: RoomState;
  readonly after: RoomState;
  readonly tellings: readonly Telling[];
}

/**
 * The same parts, which report every departure that a room decides, and then the end of its session. `write` takes a line of JSON
 * without its end.
 */
export function reporting(parts: Parts, write: (line: string) => void, now: () => number = Date.now): Parts {
  /** How many reports there are of each open session. */
  const counts = new Map<string, number>();

  function nextId(session: string): string {
    const count = (counts.get(session) ?? 0) + 1;
    counts.set(session, count);
    return `${session}/${count}`;
  }

  const report = (kind: object): void => write(JSON.stringify({ at: now(), ...kind }));

  function reportAll(roomId: string, decision: Decision): void {
    const { before, after } = decision;
    const { session: sessionId } = before;
    if (sessionId === null) return;
    for (const leaver of leaversOf(decision)) {
      const { participant: participantId, id: participationId } = leaver;
      const code = reasonOf(leaver, decision);
      const ids = { reportId: nextId(sessionId), roomId, sessionId, participantId, participationId };
      report({ departureReported: code === null ? ids : { ...ids, reason: { code } } });
    }
    if (after.session === sessionId) return;
    report({ sessionEndReported: { reportId: nextId(sessionId), roomId, sessionId } });
    counts.delete(sessionId);
  }

  return {
    ...parts,
    react(config, lookup, event, machine) {
      const decisions: Decision[] = [];
      const changes = parts.react(config, lookup, event, (own, before, roomEvent) => {
        const [after, tellings] = machine(own, before, roomEvent);
        decisions.push({ before, after, tellings });
        return [after, tellings];
      });
      for (const decision of decisions) {
        const room = nameOf(decision, changes, lookup.room);
        if (room !== undefined) reportAll(room, decision);
      }
      return changes;
    },
  };
}

const leaversOf = ({ before, after }: Decision): Participation[] =>
  before.present.filter(({ id }) => !after.present.some((one) => one.id === id));

/** What people are told. Of one who moves to another room, and was alone in this one, nobody is told anything. */
function reasonOf({ id, roomObject }: Participation, { tellings }: Decision): Reason {
  for (const { to, message } of tellings) {
    if (message.kind === 'participantLeft' && message.participation === id) return message.reason;
    if (message.kind === 'roomLeft' && to === roomObject) return message.reason;
  }
  return reasonCode.SWITCH_ROOM;
}

/** Which of the rooms that changed it was: the one with that session, before or after. */
function nameOf(
  { before, after }: Decision,
  { rooms }: Changes,
  known: (name: string) => RoomState | undefined,
): string | undefined {
  for (const [name, room] of rooms)
    if (known(name)?.session === before.session || room.session === after.session) return name;
  return undefined;
}

/** Puts what applications were told into the order in which it is reported. */
import type { HeldReport, ToldSeat } from './seat.js';

/** Reports wait here until everybody whom they name is known. */
export interface ReportOrder {
  /** Whether nothing waits. */
  readonly empty: boolean;
  /** Takes the next report of a seat. */
  add(report: HeldReport, seat: ToldSeat): void;
  /** Takes a roomLeft: every call has ended by then, although the testee may say so a little later. Clause `client.calls-settled`. */
  addRoomLeft(report: HeldReport, seat: ToldSeat): void;
  /** A seat is in a room: what it was told meanwhile of having left was about its last stay, and came before. */
  entered(seat: ToldSeat): void;
  /** A call of this seat has ended. */
  callEnded(seat: ToldSeat): void;
  /**
   * Takes the answer of a remove. What an application was told while the call was outstanding may have come before its
   * answer or behind it: the answer follows at once upon the departure that it brought about.
   */
  addRemoval(answer: HeldReport, target: string, seat: ToldSeat): void;
  /** Reports what can be reported. `anyhow`: also what names somebody whose own application was never told so. */
  flush(anyhow: boolean): void;
}

/** `isKnown`: whose participation this is, some application was told. `changed` is called after each change. */
export function reportOrder(isKnown: (participation: string) => boolean, changed: () => void): ReportOrder {
  const queue: HeldReport[] = [];
  const flush = (anyhow: boolean): void => {
    for (let [report] = queue; report; [report] = queue) {
      if (!anyhow && !report.names.every(isKnown)) break;
      queue.shift();
      report.tell();
    }
    changed();
  };
  const add = (report: HeldReport, seat: ToldSeat): void => {
    if (seat.removing > 0) seat.held.push(report);
    else queue.push(report);
    flush(false);
  };
  const callEnded = (seat: ToldSeat): void => {
    if (seat.outstanding > 0) return;
    for (const roomLeft of seat.roomLefts.splice(0)) add(roomLeft, seat);
  };
  return {
    get empty() {
      return queue.length === 0;
    },
    add,
    callEnded,
    flush,
    entered(seat) {
      const { stayed } = seat;
      const left = seat.roomLefts.splice(0);
      if (stayed > 0) for (const report of left) add({ ...report, tell: () => report.tell(stayed) }, seat);
      else seat.roomLefts.push(...left);
      seat.stayed = seat.visits;
    },
    addRoomLeft(report, seat) {
      seat.roomLefts.push(report);
      callEnded(seat);
    },
    addRemoval(answer, target, seat) {
      const { held } = seat;
      const at = held.findIndex(({ about }) => about === target);
      const departure = held[at];
      if (!departure) held.push(answer);
      else {
        const behind = held.splice(at).slice(1);
        const isEarlier = ({ request = 0 }: HeldReport): boolean => request > 0 && request < (answer.request ?? 0);
        // What was asked for earlier was answered earlier. What one removal has brought about, the next one did not.
        held.push(...behind.filter(isEarlier), { ...departure, about: '' }, answer);
        held.push(...behind.filter((report) => !isEarlier(report)));
      }
      seat.removing -= 1;
      if (seat.removing > 0) return;
      queue.push(...held.splice(0));
      flush(false);
    },
  };
}

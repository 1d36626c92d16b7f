/** When what comes over a connection is taken up, when what is said goes out, and how a connection is got and given up. */
import { wsClose } from '../../../../gen/codes.js';
import type { ClientParts, ClientWrap } from '../../../reference/client/parts.js';
import type { Chance } from '../../chance.js';

type Clock = ClientParts['clock'];
type Line = ReturnType<ClientParts['connect']>;
type Ear = Parameters<ClientParts['connect']>[1];

/** Does one thing after another, each so much later than the one before. */
function inTurn(clock: Clock, waitMs: () => number): { readonly put: (work: () => void) => void; flush(): void } {
  const waiting: (() => void)[] = [];
  let busy = false;
  const goOn = (): void => {
    if (busy || waiting.length === 0) return;
    busy = true;
    clock.after(waitMs(), () => {
      busy = false;
      waiting.shift()?.();
      goOn();
    });
  };
  return {
    put(work) {
      waiting.push(work);
      goOn();
    },
    flush() {
      for (const work of waiting.splice(0)) work();
    },
  };
}

/** Takes its time for each message and each close, in order. */
export const takingUp =
  (waitMs: () => number): ClientWrap =>
  (parts) => ({
    ...parts,
    connect(url, ear, subprotocols) {
      const queue = inTurn(parts.clock, waitMs);
      return parts.connect(
        url,
        {
          ...ear,
          frame: (data) => queue.put(() => ear.frame(data)),
          closed: (code) => queue.put(() => ear.closed(code)),
        },
        subprotocols,
      );
    },
  });

/** What is said lies in an outbox for a moment. What lies there when another connection is begun is lost with the old one. */
export const sendingLater =
  (waitMs: () => number): ClientWrap =>
  (parts) => {
    let outbox = inTurn(parts.clock, waitMs);
    let lost = new Set<Line>();
    const lines = new Set<Line>();
    return {
      ...parts,
      connect(url, ear, subprotocols) {
        lost = new Set([...lost, ...lines]);
        outbox.flush();
        outbox = inTurn(parts.clock, waitMs);
        const line = parts.connect(url, ear, subprotocols);
        lines.add(line);
        return line;
      },
      send: (line, frame) =>
        outbox.put(() => {
          if (!lost.has(line)) parts.send(line, frame);
        }),
      close: (line, code) => outbox.put(() => parts.close(line, code)),
    };
  };

/** The application is told a moment later, in order. */
export const tellingLater =
  (waitMs: () => number): ClientWrap =>
  (parts) => {
    const queue = inTurn(parts.clock, waitMs);
    return { ...parts, tell: (audience, telling) => queue.put(() => parts.tell(audience, telling)) };
  };

/** It waits a moment before it begins to connect. */
export const connectingLater =
  (waitMs: () => number): ClientWrap =>
  (parts) => ({
    ...parts,
    connect(url, ear, subprotocols) {
      let line: Line | undefined;
      const timer = parts.clock.after(waitMs(), () => {
        line = parts.connect(url, ear, subprotocols);
      });
      return {
        get protocol() {
          return line?.protocol ?? '';
        },
        send: (frame) => line?.send(frame),
        close(code) {
          timer.cancel();
          line?.close(code);
        },
      };
    },
  });

/** With this code a client closes a connection that it has no use for. */
const NOT_NEEDED = wsClose.NORMAL;

/** Begins several connections, and goes on with the one that is open first. */
export const connectingTwice =
  (keptMs = 0): ClientWrap =>
  (parts) => ({
    ...parts,
    connect(url, ear, subprotocols) {
      const lines: Line[] = [];
      let chosen: Line | undefined;
      let rest = 2;
      /** One of them has come to nothing; the last one decides. */
      const over = (tell: () => void): void => {
        rest -= 1;
        if (rest === 0 && chosen === undefined) tell();
      };
      const earOf = (place: number): Ear => ({
        opened() {
          const line = lines[place];
          if (chosen) parts.clock.after(keptMs, () => line?.close(NOT_NEEDED));
          else {
            chosen = line;
            ear.opened();
          }
        },
        refused: () => over(ear.refused),
        failed: () => over(ear.failed),
        frame: (data) => {
          if (chosen === lines[place]) ear.frame(data);
        },
        closed: (code) => {
          if (chosen === lines[place]) ear.closed(code);
        },
      });
      for (const place of [0, 1]) lines.push(parts.connect(url, earOf(place), subprotocols));
      return {
        get protocol() {
          return chosen?.protocol ?? '';
        },
        send: (frame) => chosen?.send(frame),
        close(code) {
          for (const line of chosen ? [chosen] : lines) line.close(code);
        },
      };
    },
  });

/** What is lost is closed with another code than the reference's, and what has brought RoomLeft is left for the server to close. */
export const closingOtherwise =
  (chance: Chance): ClientWrap =>
  (parts) => ({
    ...parts,
    close(line, code) {
      if (code === LOST) parts.close(line, chance.pick(wsClose.NORMAL, 3000, 3001, 4_000, 4999));
      else if (code !== NORMAL || chance.pick(true, false)) parts.close(line, code);
    },
  });

/** The codes with which the reference client closes what is lost, and what has brought RoomLeft. */
const LOST = 3000;
const NORMAL = wsClose.NORMAL;

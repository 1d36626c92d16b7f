/** Drives a client SDK by the suite's commands, and passes on the SDK's events: the part of a testee that knows the SDK. */
import { joinRoom, type Reason, type Room } from 'adjourn/client'; // your own SDK
import { insideListeners, type Json } from './listeners.js';

/** `unsupported`: kinds of Action that the SDK has no call for; their cases are skipped. In Node there is no page to unload. */
const unsupported = 'window' in globalThis ? [] : ['unload'];
const READY = { version: '1.0', name: 'adjourn/client', unsupported };

/** A function that takes the suite's commands: `id`, and one of hello, open, act, settle and close; `say` sends the testee's answers and events. */
export function drive(say: (message: Json) => void): (command: Json) => void {
  const worlds = new Map<string, { readonly open: Json; readonly rooms: Map<string, Room> }>();
  const inside = insideListeners(act, say);
  /** Tells every event of the SDK at once, with the list of the others at that moment. */
  function listen(world: string, seat: string, room: Room): void {
    const tell = (event: Json) => {
      const participations = room.participants.map(({ participationId }) => participationId);
      say({ told: { world, seat, event: { ...event, list: { participations } } } });
      inside.told(world, seat, Object.keys(event)[0] ?? '');
    };
    const words = ({ type, code, message, source }: Reason) => ({ type, code, message, source });
    room.on('joined', ({ participationId: participation }) => tell({ joined: { participation } }));
    room.on('switched', ({ participationId: participation }) => tell({ switched: { participation } }));
    room.on('participantJoined', (participant, participation) =>
      tell({ participantJoined: { participant, participation } }),
    );
    room.on('participantLeft', (participant, reason, participation) =>
      tell({ participantLeft: { participant, participation, reason: words(reason) } }),
    );
    room.on('roomLeft', (reason) => tell({ roomLeft: { reason: words(reason) } }));
  }
  /** Resolves when the room object is in the room, and rejects when it never will be. */
  function join({ world, action, accessToken }: Json): Promise<void> {
    const { open, rooms } = worlds.get(world) as { open: Json; rooms: Map<string, Room> };
    const { participant, role } = open.seats.find(({ name }: Json) => name === action.seat);
    const who = { participantId: participant, role: role === 'ROLE_HOST' ? 'host' : 'attendee' } as const;
    const room = joinRoom({ url: open.url, roomId: action.join.room, accessToken, ...who });
    rooms.set(action.seat, room);
    listen(world, action.seat, room);
    return new Promise((resolve, reject) => {
      room.on('joined', () => resolve());
      room.on('roomLeft', ({ type }) => reject(new Error(type)));
    });
  }
  const calls: Record<string, (room: Room, what: Json, accessToken: string) => Promise<void> | void> = {
    leave: (room) => room.leave(),
    end: (room) => room.end(),
    remove: (room, { target }) => room.remove(target),
    switchRoom: (room, what, accessToken) => room.switchRoom(what.room, accessToken),
    mode: (room) => room.becomeViewer(),
    dispose: (room) => room.dispose(),
  };
  /** Makes the call that an action names, and answers when the call has ended, not before. */
  async function act(id: number, command: Json): Promise<void> {
    const { seat, ...kinds } = command.action ?? {};
    const [kind = '', what = {}] = Object.entries<Json>(kinds)[0] ?? [];
    if (kind === 'listener') return inside.wait(id, command);
    if (kind !== 'join' && calls[kind] === undefined) return say({ id, unsupported: {} });
    try {
      const room = worlds.get(command.world)?.rooms.get(seat) as Room;
      const ending = kind === 'join' ? join(command) : calls[kind]?.(room, what, command.accessToken);
      await Promise.resolve(ending).then(
        () => say({ id, done: {} }),
        (error) => say({ id, refused: { why: String(error) } }), // its text names the code of the refusal
      );
    } catch (error) {
      say({ id, broken: { why: String(error) } }); // it threw where it was called
    }
  }
  function drop(room: Room): void {
    try {
      room.dispose();
    } catch (error) {
      console.error(error); // nobody has asked for it
    }
  }
  return ({ id, hello, open, act: acting, settle, close }) => {
    if (open) worlds.set(open.world, { open, rooms: new Map() });
    if (close) for (const room of worlds.get(close.world)?.rooms.values() ?? []) drop(room);
    if (acting) void act(id, acting);
    else say(hello ? { id, ready: READY } : { id, [open || settle || close ? 'done' : 'unsupported']: {} });
  };
}

/**
 * `adjourn/testee`: for a testee in TypeScript or JavaScript, a program around a client or a whole system that a conformance suite
 * drives. It holds the types of what the two say to each other, the loop, and the lifecycle of a stay. What a testee owes is in
 * the section "Testee" of the specification (`spec/testee.md` in the package).
 *
 * @example
 * ```ts
 * import { allBut, orRefused, runTestee } from 'adjourn/testee';
 *
 * await runTestee({
 *   ready: { version: '1.0', name: 'our SDK 4.2', side: 'TESTEE_SIDE_CLIENT', unsupported: allBut('join', 'leave') },
 *   world(open, tell) {
 *     const room = ourRoom(open.url);
 *     room.on('joined', (participation: string) => tell('ann', { joined: { participation } }));
 *     room.on('left', () => tell('ann', { roomLeft: {} }));
 *     return {
 *       calls: {
 *         join: (seat, what, accessToken) => orRefused(room.join(what.room, accessToken)),
 *         leave: () => orRefused(room.leave()),
 *       },
 *     };
 *   },
 * });
 * ```
 */
export {
  type Act,
  type Action,
  type ActionKind,
  type Actions,
  type Answer,
  allBut,
  type Calls,
  type Candidate,
  type Command,
  type Empty,
  LISTENER_ERROR,
  Lifecycle,
  type Listeners,
  listeners,
  type MappedWord,
  type Mapping,
  type Member,
  type Message,
  type Open,
  type Operate,
  orRefused,
  type Ready,
  type Reason,
  Refused,
  type Role,
  runTestee,
  type Seat,
  type Stay,
  type SystemProfile,
  type Tell,
  type Testee,
  type Told,
  type ToldEvent,
  type ToldList,
  takeCommands,
  Unsupported,
  type World,
} from '../testees/kit/index.js';

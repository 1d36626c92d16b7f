/** One stream in one room: what it asks, and what it is shown of the room. It is used for one join, and for no other. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Lifecycle, type Member, Refused, type Told } from '../../testees/kit/index.js';
import { conditionOf, departureWord, memberOf, type Occupant, occupantOf } from './read.js';
import { joinStanza, leaveStanza, pingStanza, serverPingStanza } from './stanzas.js';
import type { Stream } from './stream.js';
import { oneByOne } from './turns.js';
import type { Element } from './xml.js';

/** What is asked of a room by one who is in it. */
export type RoomRequest = (room: string, nick: string, request: number) => string;

/** Where a participation is, and who it is. */
export interface RoomPlace {
  /** What the server is called. */
  readonly server: string;
  /** The address of the room. */
  readonly room: string;
  readonly nick: string;
  /** What the server says to an attendee who would have to open the room. */
  readonly noRoom: string;
  /** Opens the room for those who may not open it by joining. */
  readonly openRoom: () => Promise<void>;
  /** Resolves when everything that the seat's other streams were shown so far has been told. */
  readonly othersTold: () => Promise<void>;
  readonly tell: (event: Told) => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** One stream in one room. */
export class RoomParticipation {
  readonly #life: Lifecycle;
  readonly #others: Member[] = [];
  /** What the room has shown of those who are there, by full address. */
  readonly #affiliations = new Map<string, string>();
  readonly #waiting = new Map<string, Waiting>();
  #requests = 0;
  #member = false;
  /** Its connection is gone, and whether the server has missed it yet is not known. */
  #lost = false;

  constructor(
    private readonly stream: Stream,
    readonly place: RoomPlace,
  ) {
    this.#life = new Lifecycle(place.tell);
    const inOrder = oneByOne();
    stream.listen({
      stanza: (element) => inOrder(() => this.#heard(element)),
      closed: (why) => inOrder(() => this.#closed(why)),
    });
  }

  /** No two streams have the same address. */
  get id(): string {
    return this.stream.jid;
  }

  get account(): string {
    return this.stream.account;
  }

  /** The room has it as an owner, or has been asked to make it a member. */
  get belongs(): boolean {
    return this.#member || this.#affiliations.get(this.id) === 'owner';
  }

  becomesMember(): void {
    this.#member = true;
  }

  get inside(): boolean {
    return !this.#lost && this.#life.stay.at === 'inside';
  }

  /** In the room, on the way into it, or lost and perhaps not missed yet. */
  get mayBeThere(): boolean {
    const { at } = this.#life.stay;
    return at === 'joining' || at === 'inside';
  }

  join(): Promise<void> {
    const { room, nick } = this.place;
    return this.#life.join(room, () => this.#ask(JOINING, joinStanza(room, nick)));
  }

  /** The room answers with a presence alone. */
  leave(): Promise<void> {
    const { room, nick } = this.place;
    this.#requests += 1;
    const gone = this.#awaited(`${LEAVING}${this.#requests}`);
    return this.#life.leave(() => {
      this.stream.send(leaveStanza(room, nick));
      return gone;
    });
  }

  ask(question: RoomRequest): Promise<void> {
    const { room, nick } = this.place;
    this.#requests += 1;
    return this.#ask(String(this.#requests), question(room, nick, this.#requests));
  }

  /**
   * Resolves when everything that was sent to this stream before has been told, or its connection is gone. The room is asked by one
   * who is in it, and the server by one whose room may be gone: a room can have told it more than once that it is out.
   */
  async caughtUp(): Promise<void> {
    if (this.#lost) return;
    const { host } = this.stream;
    const question: RoomRequest = this.inside ? pingStanza : (_room, _nick, request) => serverPingStanza(host, request);
    const answered = this.ask(question).catch(() => {});
    // One whose connection stands still says nothing any more.
    this.#expect(String(this.#requests));
    await answered;
  }

  /** The network takes the connection away. */
  cut(withReset: boolean): void {
    this.stream.cut(withReset);
    this.#lose('the connection was cut');
  }

  /** Lets go of the stream. */
  discard(): void {
    this.stream.close();
  }

  #ask(id: string, stanza: string): Promise<void> {
    const answer = this.#awaited(id);
    this.stream.send(stanza);
    return answer;
  }

  #awaited(id: string): Promise<void> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Resolves when what came with it has been passed on, so that nothing that came later overtakes it. */
  async #heard(stanza: Element): Promise<void> {
    const { type, id = '' } = stanza.attributes;
    if (stanza.name === 'presence' && type !== 'error') await this.#shown(stanza, type === 'unavailable');
    else if (stanza.name === 'presence' && id === JOINING) this.#notJoined(conditionOf(stanza));
    else if (type === 'result') this.#answered(id)?.resolve();
    else if (type === 'error') this.#answered(id)?.reject(this.#refused(conditionOf(stanza)));
    // One that waits for an answer says it within this turn.
    await nextTurn();
  }

  async #shown(presence: Element, gone: boolean): Promise<void> {
    const occupant = occupantOf(presence);
    const { nick: participant, jid: participation } = occupant;
    // The presence of the room itself is about nobody in it.
    if (participant === '' || this.#isChange(occupant, gone)) return;
    const own = this.#isOwn(occupant);
    const native = departureWord(occupant);
    if (own && gone) this.#left(native);
    else if (own) await this.#admitted();
    else if (gone) this.#life.tell({ participantLeft: { participant, participation, native } });
    else if (this.#life.stay.at === 'joining') this.#others.push(memberOf(occupant));
    else this.#life.tell({ participantJoined: memberOf(occupant) });
  }

  /** One who is there already has become a member, or is none any more: nobody comes, and nobody goes. */
  #isChange({ jid, affiliation }: Occupant, gone: boolean): boolean {
    const before = this.#affiliations.get(jid);
    if (gone) this.#affiliations.delete(jid);
    else this.#affiliations.set(jid, affiliation);
    return !gone && before !== undefined && before !== affiliation;
  }

  /** That the room is destroyed each is told for itself alone, and not every server says 110 there. */
  #isOwn({ nick, own, destroyed }: Occupant): boolean {
    return own || (destroyed && nick === this.place.nick);
  }

  /**
   * One's own presence comes behind those of all others who are there. Two streams have no order between them: where the seat was in
   * the room by another one, the end of that stay was earlier, and may come later.
   */
  async #admitted(): Promise<void> {
    await this.place.othersTold();
    this.#life.tell({ joined: { participation: this.id }, list: { members: this.#others } });
    this.#answered(JOINING)?.resolve();
  }

  /** What was asked before is answered all the same, for the stream goes on; but not by a room that went while it was on its way. */
  #left(native: string): void {
    this.#life.tell({ roomLeft: { native } });
    for (const id of [...this.#waiting.keys()].filter((id) => id.startsWith(LEAVING))) this.#answered(id)?.resolve();
    for (const id of this.#waiting.keys()) this.#expect(id);
  }

  /** This answer comes soon, or not at all. */
  #expect(id: string): void {
    setTimeout(() => this.#answered(id)?.reject(new Error('no answer has come')), ANSWER_MS).unref();
  }

  /** Joining a room that is not there is not allowed to attendees: it is opened for them. */
  #notJoined(condition: string): void {
    const { room, nick, noRoom, openRoom } = this.place;
    if (condition !== noRoom) {
      this.#answered(JOINING)?.reject(this.#refused(condition));
      return;
    }
    openRoom().then(
      () => this.stream.send(joinStanza(room, nick)),
      (error: Error) => this.#answered(JOINING)?.reject(error),
    );
  }

  #refused(condition: string): Refused {
    return new Refused(`${this.place.server} answers ${condition}`, condition);
  }

  #answered(id: string): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** The server has closed the connection, and that is all that it says. */
  #closed(why: string): void {
    if (this.inside) this.#life.tell({ roomLeft: { native: CLOSED } });
    this.#lose(why);
  }

  /** Nobody tells a client why nothing reaches it any more. */
  #lose(why: string): void {
    this.#lost = true;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }
}

/** The id of a join; requests have their number. */
const JOINING = 'join';
const LEAVING = 'leave-';
/** The word for the end of a connection for which the server gives none. */
const CLOSED = 'connection closed';
/** How long an answer may take where nobody can be sure that it will come, in milliseconds. */
const ANSWER_MS = 1_000;

/** One stream of a seat in a room: what it asked, what it was shown of the room, and what that stands for. */
import { wsClose } from '../../../gen/codes.js';
import { type Member, type Observation, silentJoined } from '../../exchange/observation.js';
import type { Profile } from '../../exchange/profile.js';
import type { ActionOutcome } from '../../sut/system.js';
import type { ProsodyMapping } from './mapping.js';
import { conditionOf, departureReasons, type Occupant, occupantOf, refusalOf, roleOf } from './read.js';
import * as stanzas from './stanzas.js';
import type { Stream } from './stream.js';
import type { Element } from './xml.js';

type Waiting = (outcome: ActionOutcome) => void;

/** What a participation needs from its seat. */
export interface RoomContext {
  readonly profile: Profile;
  readonly mapping: ProsodyMapping;
  /** Opens a room that only a host could open by joining. */
  readonly openRoom: (jid: string) => Promise<void>;
  readonly hear: (observation: Observation) => void;
}

/** What is asked of a room by one who is in it. */
export type RoomRequest = (room: string, nick: string, request: number) => string;

/** One stream in one room. */
export class ProsodyParticipation {
  #state: 'outside' | 'joining' | 'inside' | 'left' | 'gone' = 'outside';
  #room = '';
  #roster: Member[] = [];
  #requests = 0;
  #join: Waiting | undefined;
  readonly #requested = new Map<number, Waiting>();

  constructor(
    private readonly stream: Stream,
    private readonly nick: string,
    private readonly context: RoomContext,
  ) {
    stream.listen({
      stanza: (element) => this.#heard(element),
      invalid: (what) => context.hear({ kind: 'invalid', what }),
      closed: () => this.#closed(),
    });
  }

  /** The address is used for one join that succeeds, and never again. */
  get participation(): string {
    return this.stream.jid;
  }

  get room(): string {
    return this.#room;
  }

  get inside(): boolean {
    return this.#state === 'inside';
  }

  /** In the room, on the way into it, or lost and perhaps not missed yet. */
  get mayBeThere(): boolean {
    return this.#state !== 'outside' && this.#state !== 'left';
  }

  /** Never yet in a room, and free to join. */
  get outside(): boolean {
    return this.#state === 'outside';
  }

  /** The number that the next request will have. */
  number(): number {
    this.#requests += 1;
    return this.#requests;
  }

  join(room: string): Promise<ActionOutcome> {
    this.#room = room;
    this.#roster = [];
    this.#state = 'joining';
    const answer = new Promise<ActionOutcome>((resolve) => {
      this.#join = resolve;
    });
    this.stream.send(stanzas.joinStanza(room, this.nick));
    return answer;
  }

  ask(question: RoomRequest, request: number): Promise<ActionOutcome> {
    const answer = new Promise<ActionOutcome>((resolve) => this.#requested.set(request, resolve));
    this.stream.send(question(this.#room, this.nick, request));
    return answer;
  }

  cut(): void {
    this.#state = 'gone';
    this.stream.cut();
    this.#settleAll({ kind: 'broken', why: 'the connection was cut' });
  }

  /** An answer did not come in time: nothing more is expected here. */
  giveUp(): void {
    this.#state = 'gone';
    this.#settleAll({ kind: 'broken', why: 'an answer did not come in time' });
  }

  /** Lets go of the stream without a record of it. */
  discard(): void {
    this.#state = 'gone';
    this.stream.close();
  }

  #heard(stanza: Element): void {
    const { type } = stanza.attributes;
    if (stanza.name === 'presence' && type !== 'error') this.#shown(stanza, type === 'unavailable');
    else if (stanza.name === 'presence' && this.#state === 'joining') this.#notJoined(conditionOf(stanza));
    else if (type === 'result' || type === 'error') this.#answered(stanza, type === 'error');
  }

  #shown(presence: Element, gone: boolean): void {
    const occupant = occupantOf(presence);
    if (occupant.own && gone) this.#left(occupant, presence.attributes.id);
    else if (occupant.own) this.#joined();
    else if (gone) this.#say({ kind: 'participantLeft', ...this.#whom(occupant), reason: this.#reason(occupant) });
    else if (this.#state === 'joining') this.#roster.push(this.#member(occupant));
    else this.#say({ kind: 'participantJoined', member: this.#member(occupant) });
  }

  /** One's own presence comes behind those of all others who are there. */
  #joined(): void {
    const { features, resumeWindowMs } = this.context.profile;
    this.#state = 'inside';
    this.#say({
      ...silentJoined,
      kind: 'joined',
      participation: this.participation,
      roster: this.#roster,
      features,
      resumeWindowMs,
    });
    this.#join?.({ kind: 'done' });
    this.#join = undefined;
  }

  /** Joining a room that is not there is not allowed to attendees: it is opened for them. */
  #notJoined(condition: string): void {
    if (condition === NO_ROOM) {
      this.context.openRoom(this.#room).then(
        () => this.stream.send(stanzas.joinStanza(this.#room, this.nick)),
        (error: Error) => this.#settleAll({ kind: 'broken', why: error.message }),
      );
      return;
    }
    this.#state = 'outside';
    const code = refusalOf(this.context.mapping, condition);
    this.#say({ kind: 'rejected', code });
    this.#settleAll({ kind: 'refused', why: code });
  }

  /** What was asked before is settled. The presence bears the id of the Leave that it answers, if it answers one. */
  #left(occupant: Occupant, id: string | undefined): void {
    const replyTo = this.#requestOf(id);
    this.#state = 'left';
    const reason = this.#reason(occupant);
    this.#say({ kind: 'roomLeft', reason, ...(replyTo === undefined ? {} : { replyTo }) });
    this.#settleAll({ kind: 'done' });
  }

  /** Answers that come when the stay is over are the stream's, not the room's: they were settled by it. */
  #answered(stanza: Element, refused: boolean): void {
    const replyTo = this.#requestOf(stanza.attributes.id);
    if (!this.inside || replyTo === undefined) return;
    const code = refusalOf(this.context.mapping, conditionOf(stanza));
    this.#say(refused ? { kind: 'rejected', code, replyTo } : { kind: 'accepted', replyTo });
    this.#requested.get(replyTo)?.(refused ? { kind: 'refused', why: code } : { kind: 'done' });
    this.#requested.delete(replyTo);
  }

  #requestOf(id = ''): number | undefined {
    return /^\d+$/.test(id) ? Number(id) : undefined;
  }

  #closed(): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#say({ kind: 'closed', code: NO_CLOSE_FRAME });
    this.#settleAll({ kind: 'broken', why: 'Prosody has closed the connection' });
  }

  #say(observation: Observation): void {
    this.context.hear(observation);
  }

  #settleAll(outcome: ActionOutcome): void {
    this.#join?.(outcome);
    this.#join = undefined;
    for (const waiting of this.#requested.values()) waiting(outcome);
    this.#requested.clear();
  }

  #reason(occupant: Occupant) {
    return departureReasons(this.context.mapping, occupant);
  }

  #whom = ({ nick, jid }: Occupant) => ({ participant: nick, participation: jid });

  #member(occupant: Occupant): Member {
    return { ...this.#whom(occupant), role: roleOf(this.context.mapping, occupant.affiliation) };
  }
}

/** What Prosody says to an attendee who would have to open the room. */
const NO_ROOM = 'not-allowed';
/** The nearest that a WebSocket has for a stream that just ends. */
const NO_CLOSE_FRAME = wsClose.NO_FRAME;

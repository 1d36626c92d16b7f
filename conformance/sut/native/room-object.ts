/** What a seat makes to be in rooms: it begins with a Join, and lives across connections, resumptions and switches. */
import type { Observation } from '../../exchange/observation.js';
import type { ClientSpeech, RequestContent } from '../../link/client-codec.js';
import type { Later } from './later.js';

/** How many messages may stay unacknowledged: an Ack is sent before there are more. */
const MOST_UNACKNOWLEDGED = 256;

/** A numbered request, as it was sent. */
export interface NumberedRequest {
  readonly request: number;
  readonly content: Later<RequestContent>;
}

/** One room object of a seat, as far as it has been told. */
export class NativeRoomObject {
  /** The participation that it has now; the server's own id. */
  participation: string | undefined;
  /** The highest sequence that it has received, and the highest that it has acknowledged. */
  received = 0;
  acknowledged = 0;
  /** The resume tokens that it was given, oldest first. */
  readonly tokens: string[] = [];
  /** It is on its way back, over another connection: what it sends on the old one would only cross that. */
  returning = false;
  /** Its latest request. */
  latest: NumberedRequest | undefined;
  /** The resume window that it was announced, in milliseconds. */
  windowMs = 0;
  /** How long its connection may be silent, as it was announced; in milliseconds, 0 for ever. */
  timeoutMs = 0;
  #lastRequest = 0;
  #requests = 0;
  readonly #answered = new Set<number>();
  readonly #switches = new Map<number, string>();

  constructor(
    /** The room that it is in, or is on its way to. */
    public room: string,
    readonly join: Later<ClientSpeech>,
  ) {}

  /** A request with the next number. */
  ask(question: Later<RequestContent>): NumberedRequest {
    this.#requests += 1;
    this.latest = { request: this.#requests, content: question };
    return this.latest;
  }

  /** The latest request is a switch to this room. */
  switching(room: string): void {
    this.#switches.set(this.#requests, room);
  }

  /** Whether the server still owes an answer to a request, as far as it has said. */
  isOwed(request: number): boolean {
    return request > this.#lastRequest && !this.#answered.has(request);
  }

  /** So many messages have come that an Ack is due. */
  get owesAck(): boolean {
    return this.received - this.acknowledged >= MOST_UNACKNOWLEDGED;
  }

  /** Takes notice of what was shown on its connection. */
  hear(observation: Observation): void {
    if (observation.kind === 'closed' || observation.kind === 'invalid') return;
    const { sequence = 0, replyTo = 0 } = observation;
    this.received = Math.max(this.received, sequence);
    if (replyTo > 0) this.#answered.add(replyTo);
    if (observation.kind === 'joined') {
      this.participation = observation.participation;
      this.windowMs = observation.resumeWindowMs;
      this.timeoutMs = observation.heartbeatTimeoutMs;
      this.room = this.#switches.get(replyTo) ?? this.room;
    }
    if (observation.kind === 'joined' || observation.kind === 'resumed') this.#granted(observation);
  }

  #granted({ token, lastRequest }: { readonly token: string; readonly lastRequest: number }): void {
    this.#lastRequest = lastRequest;
    if (token !== '' && token !== this.tokens.at(-1)) this.tokens.push(token);
  }
}

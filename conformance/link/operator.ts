/** One call of the RoomService, in the unary form of the Connect protocol. Knows what the form says, and nothing of what is allowed. */
import {
  CloseRoomRequest,
  CloseRoomResponse,
  EndMeetingRequest,
  EndMeetingResponse,
  RemoveParticipantRequest,
  RemoveParticipantResponse,
  StopMediaRelayRequest,
  StopMediaRelayResponse,
} from '../../gen/ts-proto/index.js';
import type { Observation } from '../exchange/observation.js';
import { type OperatorMethod, type Refusal, refusals } from '../exchange/words.js';
import { noConnection } from './no-connection.js';

/** A call, and what it names. */
export interface OperatorCall {
  readonly call: OperatorMethod;
  readonly room: string;
  /** Empty for none. */
  readonly session: string;
  readonly participations: readonly string[];
}

/** Where a call goes, and in which form. */
export interface CallOptions {
  /** Where the service is, without its name: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The bearer token; undefined for a call without one. */
  readonly bearer: string | undefined;
  readonly form: Form;
  /** Gives the call up; it then rejects. */
  readonly signal: AbortSignal;
}

/** How the messages are written. */
export type Form = 'json' | 'binary';

type Shown = Observation & { readonly kind: 'accepted' | 'rejected' | 'invalid' };

const contentTypes: Readonly<Record<Form, string>> = { json: 'application/json', binary: 'application/proto' };

/** Makes the call. Rejects with NoLink where nothing takes it, and where it is given up. */
export async function callRoomService(call: OperatorCall, options: CallOptions): Promise<Shown> {
  const { url, bearer, form, signal } = options;
  const { name, write, response } = methods[call.call];
  const address = `${url.replace(/\/$/, '')}/adjourn.v1.RoomService/${name}`;
  const headers = {
    'content-type': contentTypes[form],
    'connect-protocol-version': '1',
    // Each call stands for itself: none is lost with a connection that the server was about to give up.
    connection: 'close',
    ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
  };
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers,
      body: write(call, form),
      redirect: 'manual',
      signal,
    });
    const body = new Uint8Array(await answer.arrayBuffer());
    return answer.ok ? accepted(answer, body, form, response) : rejected(answer.status, body);
  } catch (error) {
    signal.throwIfAborted();
    return unanswered(address, (error as Error).cause ?? error);
  }
}

function accepted(answer: Response, body: Uint8Array, form: Form, response: Readable): Shown {
  const type = answer.headers.get('content-type') ?? 'none';
  if (!type.startsWith(contentTypes[form]))
    return { kind: 'invalid', what: `HTTP ${answer.status} with the content type ${type}, not ${contentTypes[form]}` };
  try {
    if (form === 'binary') response.decode(body);
    else if (!isObject(JSON.parse(text(body)))) throw new Error('no message');
    return { kind: 'accepted' };
  } catch {
    return { kind: 'invalid', what: `HTTP ${answer.status} with ${body.length} bytes that are no answer to the call` };
  }
}

function rejected(status: number, body: Uint8Array): Shown {
  const code = codeOf(body) ?? byStatus[status];
  if (code === undefined) return { kind: 'invalid', what: `HTTP ${status} without an error of the Connect protocol` };
  return { kind: 'rejected', code };
}

/** An error is written in JSON, whatever the form of the call. */
function codeOf(body: Uint8Array): Refusal | undefined {
  try {
    const error: unknown = JSON.parse(text(body));
    return isObject(error) ? refusals.find((known) => known === error.code) : undefined;
  } catch {
    return undefined;
  }
}

/** What a status means where nothing readable comes with it: the table of the Connect protocol. */
const byStatus: Readonly<Record<number, Refusal>> = {
  400: 'internal',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'unimplemented',
  429: 'unavailable',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

/** Where nothing listens there is no call; what breaks off on the way is shown. */
function unanswered(address: string, cause: unknown): Shown {
  const { code = '', message } = cause as Error & { readonly code?: string };
  if (['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) throw noConnection(address, '', cause as Error);
  return { kind: 'invalid', what: `no HTTP answer (${message || code})` };
}

const text = (body: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(body);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Readable {
  decode(body: Uint8Array): unknown;
}

interface Method {
  readonly name: string;
  readonly write: (call: OperatorCall, form: Form) => string | Uint8Array<ArrayBuffer>;
  readonly response: Readable;
}

/** A message of ts-proto's, as far as it is needed here. */
interface Writable<T> {
  encode(message: T): { finish(): Uint8Array };
  toJSON(message: T): unknown;
}

function method<T>(name: string, request: Writable<T>, content: (call: OperatorCall) => T, response: Readable): Method {
  const write: Method['write'] = (call, form) => {
    const message = content(call);
    return form === 'json' ? JSON.stringify(request.toJSON(message)) : new Uint8Array(request.encode(message).finish());
  };
  return { name, write, response };
}

const place = ({ room, session }: OperatorCall) => ({ roomId: room, sessionId: session });

const methods: Readonly<Record<OperatorMethod, Method>> = {
  endMeeting: method('EndMeeting', EndMeetingRequest, place, EndMeetingResponse),
  closeRoom: method('CloseRoom', CloseRoomRequest, place, CloseRoomResponse),
  removeParticipant: method(
    'RemoveParticipant',
    RemoveParticipantRequest,
    (call) => ({ ...place(call), participationId: call.participations[0] ?? '' }),
    RemoveParticipantResponse,
  ),
  stopMediaRelay: method(
    'StopMediaRelay',
    StopMediaRelayRequest,
    (call) => ({ ...place(call), participationIds: [...call.participations] }),
    StopMediaRelayResponse,
  ),
};

/** The same messages as text: ProtoJSON. It is read and written by the library of the schemas, and knows nothing of what is allowed. */
import { type DescMessage, fromBinary, fromJsonString, toBinary, toJson } from '@bufbuild/protobuf';
import { ClientMessageSchema, ServerMessageSchema } from '../../gen/es/index.js';

/** The subprotocols: binary frames, and text frames. */
export const SUBPROTOCOL = 'adjourn.v1.proto';
export const TEXT_SUBPROTOCOL = 'adjourn.v1.json';
/** The name of a subprotocol. */
export type Subprotocol = typeof SUBPROTOCOL | typeof TEXT_SUBPROTOCOL;

/** What stands for a kind, or a field, of a later revision. */
type Beside = Readonly<Record<string, unknown>>;

/** With numbers for enum values, so that a code without a name keeps its number. */
const toText =
  (schema: DescMessage) =>
  (bytes: Uint8Array, beside: Beside = {}): string =>
    JSON.stringify({ ...(toJson(schema, fromBinary(schema, bytes), { enumAsInteger: true }) as object), ...beside });

/** Throws where the text is no such message. What is not known in it is skipped, as it is in the binary form. */
const fromText =
  (schema: DescMessage) =>
  (text: Uint8Array): Uint8Array =>
    toBinary(schema, fromJsonString(schema, decoder.decode(text), { ignoreUnknownFields: true }));

const decoder = new TextDecoder('utf-8', { fatal: true });

export const clientText = toText(ClientMessageSchema);
export const serverText = toText(ServerMessageSchema);
export const clientBytes = fromText(ClientMessageSchema);
export const serverBytes = fromText(ServerMessageSchema);

/** What is said of a frame of the other subprotocol's type. */
export const wrongType = (text: boolean): string =>
  text ? 'a binary frame on the subprotocol of text frames' : 'a text frame on the binary subprotocol';

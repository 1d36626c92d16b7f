/** The same messages as text: ProtoJSON, with numbers for enum values, so that a code of a later revision survives. Feature `json`. */
import { fromBinary, toJsonString } from '@bufbuild/protobuf';
import { ServerMessageSchema } from '../../../gen/es/index.js';
import type { EncodeMessage } from './encode.js';
import type { Outgoing } from './parts.js';

/** Turns what an encoder writes into text. What goes to many is not shared here: a room of ten thousand uses the binary form. */
export const inJson =
  (encode: EncodeMessage) =>
  (message: Outgoing, sequence: number): string =>
    toJsonString(ServerMessageSchema, fromBinary(ServerMessageSchema, encode(message, sequence)), {
      enumAsInteger: true,
    });

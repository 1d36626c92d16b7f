/** What the suite and a testee say to each other, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { Answer, Command, FromTestee, ToTestee } from '../testee.js';
import { actions } from './action.js';
import { seats } from './history.js';
import { appEvents } from './note.js';
import { CodecError, codec, need, unknownKind } from './shared.js';

/** {@link ToTestee}, and adjourn.testing.v1.ToTestee. */
export const toTestee = codec<ToTestee, typeof pb.ToTesteeSchema>(
  pb.ToTesteeSchema,
  ({ id, command }) => (command.kind === 'nonsense' ? { id } : { id, kind: writeCommand(command) }),
  ({ id, kind }) => ({ id, command: readCommand(kind) }),
);

type Known = Exclude<Command, { kind: 'nonsense' }>;

function writeCommand(command: Known): NonNullable<MessageInitShape<typeof pb.ToTesteeSchema>['kind']> {
  switch (command.kind) {
    case 'hello':
      return { case: 'hello', value: { version: command.version } };
    case 'open': {
      const { world, url } = command;
      return { case: 'open', value: { world, url, seats: command.seats.map(seats.encode) } };
    }
    case 'act': {
      const { world, action, accessToken } = command;
      return { case: 'act', value: { world, action: actions.toMessage(action), accessToken } };
    }
    case 'settle':
    case 'close':
      return { case: command.kind, value: { world: command.world } };
    default:
      throw unknownKind('command', command);
  }
}

function readCommand(kind: pb.ToTestee['kind']): Command {
  switch (kind.case) {
    case 'hello':
      return { kind: 'hello', version: kind.value.version };
    case 'open': {
      const { world, url } = kind.value;
      return { kind: 'open', world, url, seats: kind.value.seats.map(seats.decode) };
    }
    case 'act': {
      const { world, accessToken } = kind.value;
      const action = actions.fromMessage(need(kind.value.action, 'The action of a command'));
      return { kind: 'act', world, action, accessToken };
    }
    case 'settle':
    case 'close':
      return { kind: kind.case, world: kind.value.world };
    default:
      return { kind: 'nonsense' };
  }
}

/** {@link FromTestee}, and adjourn.testing.v1.FromTestee. */
export const fromTestee = codec<FromTestee, typeof pb.FromTesteeSchema>(
  pb.FromTesteeSchema,
  (message) => {
    if (message.kind === 'answer') return { id: message.id, kind: writeAnswer(message.answer) };
    const { world, seat, note } = message;
    return { kind: { case: 'told', value: { world, seat, event: appEvents.toMessage(note) } } };
  },
  ({ id, kind }) => {
    if (kind.case !== 'told') return { kind: 'answer', id, answer: readAnswer(kind) };
    const { world, seat, event } = kind.value;
    const note = appEvents.fromMessage(need(event, 'The event of which an application was told'));
    return { kind: 'told', world, seat, note };
  },
);

function writeAnswer(answer: Answer): NonNullable<MessageInitShape<typeof pb.FromTesteeSchema>['kind']> {
  switch (answer.kind) {
    case 'ready': {
      const { version, name, unsupported } = answer;
      return { case: 'ready', value: { version, name, unsupported: [...unsupported] } };
    }
    case 'done':
    case 'unsupported':
      return { case: answer.kind, value: {} };
    case 'refused':
    case 'broken':
      return { case: answer.kind, value: { why: answer.why } };
    default:
      throw unknownKind('answer', answer);
  }
}

function readAnswer(kind: Exclude<pb.FromTestee['kind'], { case: 'told' }>): Answer {
  switch (kind.case) {
    case 'ready': {
      const { version, name, unsupported } = kind.value;
      return { kind: 'ready', version, name, unsupported };
    }
    case 'done':
    case 'unsupported':
      return { kind: kind.case };
    case 'refused':
    case 'broken':
      return { kind: kind.case, why: kind.value.why };
    default:
      throw new CodecError('A message of a testee is neither an answer nor tells of an event.');
  }
}

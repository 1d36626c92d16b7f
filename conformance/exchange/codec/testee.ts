/** What the suite and a testee say to each other, as messages. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import * as pb from '../../../gen/es/testing/index.js';
import type { MappedWord, Mapping, SystemProfile } from '../mapping.js';
import type { Answer, Command, FromTestee, Ready, TesteeSide, ToTestee } from '../testee.js';
import { actions } from './action.js';
import { seats } from './history.js';
import { appEvents } from './note.js';
import { candidate } from './observation.js';
import { CodecError, codec, feature, maybe, need, refusal, unknownKind, words } from './shared.js';

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
      const { world, url, addresses = [] } = command;
      const given = addresses.map((one) => ({ ...one }));
      return { case: 'open', value: { world, url, seats: command.seats.map(seats.encode), addresses: given } };
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
      const addresses = kind.value.addresses.map(({ seat, address }) => ({ seat, address }));
      const open = { kind: 'open', world, url, seats: kind.value.seats.map(seats.decode) } as const;
      return addresses.length > 0 ? { ...open, addresses } : open;
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
    case 'ready':
      return { case: 'ready', value: writeReady(answer) };
    case 'done':
    case 'unsupported':
      return { case: answer.kind, value: {} };
    case 'refused':
      return { case: 'refused', value: { why: answer.why, ...maybe('native', answer.native) } };
    case 'broken':
      return { case: 'broken', value: { why: answer.why } };
    default:
      throw unknownKind('answer', answer);
  }
}

function readAnswer(kind: Exclude<pb.FromTestee['kind'], { case: 'told' }>): Answer {
  switch (kind.case) {
    case 'ready':
      return readReady(kind.value);
    case 'done':
    case 'unsupported':
      return { kind: kind.case };
    case 'refused':
      return { kind: 'refused', why: kind.value.why, ...maybe('native', kind.value.native) };
    case 'broken':
      return { kind: 'broken', why: kind.value.why };
    default:
      throw new CodecError('A message of a testee is neither an answer nor tells of an event.');
  }
}

const side = words<TesteeSide, pb.TesteeSide>('side of a testee', {
  client: pb.TesteeSide.CLIENT,
  pair: pb.TesteeSide.PAIR,
  system: pb.TesteeSide.SYSTEM,
});

function writeReady({
  version,
  name,
  unsupported,
  side: stands,
  system,
}: Ready): MessageInitShape<typeof pb.ReadySchema> {
  const said = { version, name, unsupported: [...unsupported], side: side.number(stands) };
  return { ...said, ...maybe('system', system && writeSystem(system)) };
}

function readReady({ version, name, unsupported, side: stands, system }: pb.Ready): Ready {
  const said = { kind: 'ready', version, name, unsupported } as const;
  const drives = stands === pb.TesteeSide.UNSPECIFIED ? 'client' : side.word(stands);
  return { ...said, side: drives, ...maybe('system', system && readSystem(system)) };
}

const mappedWord = {
  encode: ({ native, means }: MappedWord) => ({ native, means: means.map(candidate.encode) }),
  decode: ({ native, means }: pb.MappedWord): MappedWord => ({ native, means: means.map(candidate.decode) }),
};

const writeSystem = ({ features, deviations, mapping, ...rest }: SystemProfile) => ({
  ...rest,
  features: features.map(feature.number),
  deviations: deviations.map((one) => ({ ...one })),
  mapping: {
    leaver: mapping.leaver.map(mappedWord.encode),
    others: mapping.others.map(mappedWord.encode),
    refusals: mapping.refusals.map(({ native, code }) => ({ native, code: refusal.number(code) })),
  },
});

const readSystem = (said: pb.SystemProfile): SystemProfile => ({
  features: said.features.map(feature.word),
  resumeWindowMs: said.resumeWindowMs,
  silenceMs: said.silenceMs,
  slackMs: said.slackMs,
  quietMs: said.quietMs,
  upstream: said.upstream,
  deviations: said.deviations.map(({ clause, why }) => ({ clause, why })),
  mapping: readMapping(need(said.mapping, 'The mapping of a system')),
});

const readMapping = ({ leaver, others, refusals }: pb.Mapping): Mapping => ({
  leaver: leaver.map(mappedWord.decode),
  others: others.map(mappedWord.decode),
  refusals: refusals.map(({ native, code }) => {
    const word = refusal.word(code);
    if (word === 'unspecified') throw new CodecError(`The refusal "${native}" of a mapping has no code.`);
    return { native, code: word };
  }),
});

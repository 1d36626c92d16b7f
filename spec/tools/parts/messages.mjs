// The messages of the wire, from their descriptors: each with what its comment says, and a table of its fields.

import { ScalarType } from '@bufbuild/protobuf';
import { sentences, table } from '../markdown.mjs';
import { commentsOf } from '../schema.mjs';

const PACKAGE = 'adjourn.v1';
/** What a reader meets first, first: the frames, what is in them, and what is in that. */
const ORDER = ['envelope', 'request', 'answer', 'event', 'participant', 'feature', 'reason'];
/** The registry of codes is read from descriptors, and has a table of its own. */
const OF_REGISTRY = ['ReasonInfo', 'ReasonCode', 'ReasonSet', 'ReasonSource', 'Cause', 'Basis', 'Scope', 'ComingBack'];

/** What travels in frames: messages, and the enums that they use. */
export function messagesPart(registry) {
  const files = filesOf(registry).filter(({ services }) => services.length === 0);
  return separated(files.flatMap(typesOf));
}

/** What the operator calls, and what goes there and back. */
export function servicePart(registry) {
  const files = filesOf(registry).filter(({ services }) => services.length > 0);
  return separated(files.flatMap((file) => [...file.services.map((one) => serviceLines(one, file)), ...typesOf(file)]));
}

function filesOf(registry) {
  const place = ({ name }) => {
    const known = ORDER.indexOf(name.split('/').at(-1));
    return known < 0 ? ORDER.length : known;
  };
  return [...registry.files]
    .filter(({ proto }) => proto.package === PACKAGE)
    .sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
}

function typesOf(file) {
  const comments = commentsOf(file);
  const shown = ({ name }) => !OF_REGISTRY.includes(name);
  return [
    ...file.messages.filter(shown).map((one) => messageLines(one, comments)),
    ...file.enums.filter(shown).map((one) => enumLines(one, comments)),
  ];
}

function messageLines(message, comments) {
  const rows = message.fields.map((field) => [
    `${field.number}`,
    `\`${field.name}\``,
    typeOf(field),
    comments.field(message, field),
  ]);
  const fields = rows.length === 0 ? ['It has no fields.'] : table(['number', 'field', 'type', 'meaning'], rows);
  return [`### ${message.name}`, '', ...sentences(comments.message(message)), '', ...fields];
}

function enumLines(one, comments) {
  const rows = one.values.map((value) => [`${value.number}`, `\`${value.name}\``, comments.value(one, value)]);
  const meaning = sentences(comments.enumeration(one));
  return [`### ${one.name}`, '', ...meaning, '', ...table(['number', 'value', 'meaning'], rows)];
}

function serviceLines(service, file) {
  const comments = commentsOf(file);
  const rows = service.methods.map((method) => [
    `\`${method.name}\``,
    method.input.name,
    method.output.name,
    comments.method(service, method),
  ]);
  const meaning = sentences(comments.service(service));
  return [`### ${service.name}`, '', ...meaning, '', ...table(['method', 'request', 'answer', 'meaning'], rows)];
}

function typeOf(field) {
  const choice = field.oneof === undefined ? '' : `, one of \`${field.oneof.name}\``;
  return `${field.fieldKind === 'list' ? 'list of ' : ''}${elementOf(field)}${choice}`;
}

function elementOf({ message, enum: enumeration, scalar }) {
  return message?.name ?? enumeration?.name ?? ScalarType[scalar].toLowerCase();
}

// Blocks with an empty line between each two.
const separated = (blocks) => blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));

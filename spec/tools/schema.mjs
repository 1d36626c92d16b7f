// The schemas of proto/ as descriptors, with their comments.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { run } from './run.mjs';

const buf = 'node_modules/@bufbuild/buf/bin/buf';

/** Generates the types for the schemas below `folder`. */
export const generateTypes = (folder) => run(buf, 'generate', '--output', folder);

const registries = new Map();

/** What the schemas of `root` describe. Schemas that are asked for again are not compiled again. */
export function describeSchemas(root) {
  const folder = join(root, 'proto');
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.proto'));
  const text = names.map((name) => readFileSync(join(folder, name), 'utf8')).join();
  if (!registries.has(text)) registries.set(text, compile(folder));
  return registries.get(text);
}

const compile = (folder) =>
  createFileRegistry(fromBinary(FileDescriptorSetSchema, run(buf, 'build', folder, '--output', '-#format=binpb')));

// The numbers by which google/protobuf/descriptor.proto names what a comment belongs to.
const IN_FILE = { message: 4, enum: 5, service: 6 };
const FIELDS = 2;
const VALUES = 2;
const METHODS = 2;

/** What the comments of a file say, each in one line: of its messages, enums and services, and of what these consist of. */
export function commentsOf({ proto }) {
  const texts = new Map(
    (proto.sourceCodeInfo?.location ?? []).map(({ path, leadingComments }) => [path.join(), leadingComments]),
  );
  const at = (...path) => (texts.get(path.join()) ?? '').replace(/\s+/g, ' ').trim();
  const indexIn = (list, { name }) => list.findIndex((one) => one.name === name);
  const message = (one) => [IN_FILE.message, indexIn(proto.messageType, one)];
  const enumeration = (one) => [IN_FILE.enum, indexIn(proto.enumType, one)];
  const service = (one) => [IN_FILE.service, indexIn(proto.service, one)];
  return {
    message: (one) => at(...message(one)),
    field: (of, one) => at(...message(of), FIELDS, indexIn(of.proto.field, one)),
    enumeration: (one) => at(...enumeration(one)),
    value: (of, one) => at(...enumeration(of), VALUES, indexIn(of.proto.value, one)),
    service: (one) => at(...service(one)),
    method: (of, one) => at(...service(of), METHODS, indexIn(of.proto.method, one)),
  };
}

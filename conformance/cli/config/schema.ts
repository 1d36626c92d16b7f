/** The schema of adjourn.config.json, made of the options that the commands have: the two cannot drift apart. */
import { Command, type Option } from 'commander';
import type { CommandModule } from '../command.js';

/** What a value in the file may be: the part of JSON Schema that is used for it. */
export type ValueSchema = { readonly description?: string } & (
  | { readonly type: 'boolean' | 'integer' | 'string' }
  | { readonly type: 'string'; readonly enum: readonly string[] }
  | { readonly type: 'array'; readonly items: ValueSchema; readonly minItems?: number }
  | { readonly type: 'object'; readonly additionalProperties: ValueSchema }
);

/** A list of keys, and nothing else. */
export interface SectionSchema {
  readonly description?: string;
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, ValueSchema>>;
}

/** The whole file: what holds for every kind of target, and a section for each. */
export interface ConfigSchema extends Omit<SectionSchema, 'properties'> {
  readonly $schema: string;
  readonly title: string;
  readonly properties: Readonly<Record<string, ValueSchema | SectionSchema>>;
}

/** The options that choose or ask for something else than a run. */
const NEVER = ['config', 'updateKnownFailing'];

/** The command after `--`, which is no option. */
const command: ValueSchema = {
  type: 'array',
  items: { type: 'string' },
  minItems: 1,
  description: 'what stands after "--": the command that starts the target, word by word',
};

/** The schema for these commands, by the names of their sections. */
export function schemaOf(modules: Readonly<Record<string, CommandModule>>): ConfigSchema {
  const tables = Object.entries(modules).map(([name, module]) => ({ name, options: optionsOf(name, module) }));
  const isShared = ({ long }: Option) => tables.every(({ options }) => options.some((option) => option.long === long));
  const shared = (tables[0]?.options ?? []).filter(isShared);
  const sections = tables.map(({ name, options }) => [name, sectionOf(name, options)] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'adjourn.config.json',
    description:
      'Options of "adjourn test"; what is given on the command line wins. A section wins over what stands beside it.',
    type: 'object',
    additionalProperties: false,
    properties: { $schema: { type: 'string' }, ...propertiesOf(shared), ...Object.fromEntries(sections) },
  };
}

function optionsOf(name: string, module: CommandModule): readonly Option[] {
  const made = new Command(name);
  module.define(made, { target: undefined, end: () => {} });
  return made.options.filter((option) => !NEVER.includes(option.attributeName()));
}

const sectionOf = (name: string, options: readonly Option[]): SectionSchema => ({
  description: `for "adjourn test ${name}"`,
  type: 'object',
  additionalProperties: false,
  properties: { command, ...propertiesOf(options) },
});

const propertiesOf = (options: readonly Option[]): Record<string, ValueSchema> =>
  Object.fromEntries(options.map((option) => [option.attributeName(), schemaOfOption(option)]));

function schemaOfOption(option: Option): ValueSchema {
  const about = option.description.replace(/; can be repeated\b/, '');
  return { ...shapeOf(option), description: about };
}

/** Its help says whether an option can be repeated, and of what kind its value is. */
function shapeOf({ flags, description, argChoices, ...option }: Option): ValueSchema {
  if (!option.required && !option.optional) return { type: 'boolean' };
  if (flags.includes('<clause=reason>')) return { type: 'object', additionalProperties: { type: 'string' } };
  const one: ValueSchema = argChoices
    ? { type: 'string', enum: argChoices }
    : { type: /<(?:n|seconds|minutes)>/.test(flags) ? 'integer' : 'string' };
  return /can be repeated/.test(description) ? { type: 'array', items: one } : one;
}

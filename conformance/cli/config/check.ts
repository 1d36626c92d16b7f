/** Whether a configuration is what its schema says. The error names the place in the file. */
import { nearest } from '../nearest.js';
import type { ConfigSchema, SectionSchema, ValueSchema } from './schema.js';

/** What is wrong with a configuration: where in the file, and what. */
export interface ConfigFault {
  /** `server.runs`; empty for the file as a whole. */
  readonly place: string;
  readonly what: string;
}

/** The first thing that is wrong; undefined where all is right. */
export function faultIn(config: unknown, schema: ConfigSchema): ConfigFault | undefined {
  if (!isObject(config)) return { place: '', what: 'it must be an object in braces' };
  const sections = Object.entries(schema.properties).flatMap(([name, one]) => (isSection(one) ? [name] : []));
  for (const [key, value] of Object.entries(config)) {
    const property = schema.properties[key];
    const owners = sections.filter((name) => key in (schema.properties[name] as SectionSchema).properties);
    const fault = !property
      ? { place: '', what: unknownKey(key, Object.keys(schema.properties), owners) }
      : isSection(property)
        ? faultInSection(value, key, property)
        : faultInValue(value, key, property);
    if (fault) return fault;
  }
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isSection = (schema: ValueSchema | SectionSchema): schema is SectionSchema => 'properties' in schema;

function unknownKey(key: string, known: readonly string[], owners: readonly string[]): string {
  if (owners.length > 0) return `"${key}" belongs into a section: ${owners.map((name) => `"${name}"`).join(' or ')}`;
  return `there is no key "${key}"; the nearest one is "${nearest(key, known, 1)[0]}"`;
}

function faultInSection(value: unknown, place: string, { properties }: SectionSchema): ConfigFault | undefined {
  if (!isObject(value)) return { place, what: 'it must be an object in braces' };
  for (const [key, inside] of Object.entries(value)) {
    const property = properties[key];
    if (!property) return { place, what: unknownKey(key, Object.keys(properties), []) };
    const fault = faultInValue(inside, `${place}.${key}`, property);
    if (fault) return fault;
  }
  return undefined;
}

function faultInValue(value: unknown, place: string, schema: ValueSchema): ConfigFault | undefined {
  switch (schema.type) {
    case 'array': {
      const { items, minItems = 0 } = schema;
      if (!Array.isArray(value)) return { place, what: 'it must be a list in brackets' };
      if (value.length < minItems) return { place, what: 'it must not be empty' };
      return firstFault(value.entries(), (item, index) => faultInValue(item, `${place}[${index}]`, items));
    }
    case 'object': {
      const { additionalProperties } = schema;
      if (!isObject(value)) return { place, what: 'it must be an object in braces' };
      return firstFault(Object.entries(value), (inside, key) =>
        faultInValue(inside, `${place}.${key}`, additionalProperties),
      );
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { place, what: 'it must be true or false' };
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : { place, what: 'it must be a whole number' };
    case 'string':
      if (typeof value !== 'string') return { place, what: 'it must be a text in quotes' };
      if (!('enum' in schema) || schema.enum.includes(value)) return undefined;
      return { place, what: `it must be one of ${schema.enum.map((one) => `"${one}"`).join(', ')}` };
  }
}

function firstFault<Key>(
  entries: Iterable<readonly [Key, unknown]>,
  faultOf: (value: unknown, key: Key) => ConfigFault | undefined,
): ConfigFault | undefined {
  for (const [key, value] of entries) {
    const fault = faultOf(value, key);
    if (fault) return fault;
  }
  return undefined;
}

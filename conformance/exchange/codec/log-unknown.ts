/** What in a line of a log the schema does not know, and what to write instead: looked for only where a line is refused. */
import type { DescEnum, DescField, DescMessage } from '@bufbuild/protobuf';

/** One sentence about the first name in a message that the schema does not know; nothing where it knows all of them. */
export function firstUnknown(message: DescMessage, json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  for (const [name, value] of Object.entries(json)) {
    const field = message.fields.find((one) => one.jsonName === name || one.name === name);
    const found = field ? inField(field, value) : unknownField(message, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inField(field: DescField, json: unknown): string | undefined {
  const values = field.fieldKind === 'list' && Array.isArray(json) ? json : [json];
  for (const value of values) {
    const found = field.message
      ? firstUnknown(field.message, value)
      : field.enum && typeof value === 'string' && !field.enum.values.some(({ name }) => name === value)
        ? unknownValue(field, field.enum, value)
        : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownField({ name, fields }: DescMessage, wrong: string): string {
  const meant = fields.find((field) => letters(field.name) === letters(wrong));
  const names = meant ? [meant] : fields;
  const known = names.length === 0 ? '' : `write ${listed(names.map(({ jsonName }) => jsonName))}`;
  if (!meant) return `Unknown field "${wrong}" of ${name} (${known}${known && '; '}what is your own goes beside "at").`;
  return `Unknown field "${wrong}" of ${name} (${known}).`;
}

function unknownValue(field: DescField, { values, sharedPrefix = '' }: DescEnum, wrong: string): string {
  const bare = (name: string) => letters(name).replace(letters(sharedPrefix), '');
  const meant = values.find(({ name }) => bare(name) === bare(wrong));
  const known = meant
    ? `${meant.name} or ${meant.number}`
    : `its number, or a name such as ${values[1]?.name ?? values[0]?.name}`;
  return `Unknown ${field.jsonName} "${wrong}" (write ${known}).`;
}

/** Nobody means something else by other capitals, or by an underscore more. */
const letters = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const listed = (names: readonly string[]): string =>
  names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

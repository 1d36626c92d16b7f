/** adjourn.config.json: options that need not be typed each time. What stands on the command line wins. */
import { createRequire } from 'node:module';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { Invocation } from '../command.js';
import { readIfThere } from '../read-file.js';
import { UsageError } from '../usage.js';
import { faultIn } from './check.js';
import type { ConfigSchema } from './schema.js';

/** The file that is looked for in the working directory. */
export const CONFIG_FILE = 'adjourn.config.json';

/** Adds `--config` to a command. */
export const withConfigOption = (command: Command): Command =>
  command.option('--config <file>', `file with options (default: "${CONFIG_FILE}" in this folder, if it is there)`);

/** These say what is under test: where the command line says one of them, the file has no say in any. */
const TARGET = ['url', 'listen', 'advertise', 'wait', 'server'];

type Values = Readonly<Record<string, unknown>>;

/** Gives a command that is about to act what the file says, and the command line does not. @throws UsageError */
export async function applyConfig(command: Command, invocation: Invocation): Promise<void> {
  const given: unknown = command.getOptionValue('config');
  const file = typeof given === 'string' ? given : CONFIG_FILE;
  const config = await readConfig(file, given !== undefined);
  if (config === undefined) return;
  const fromLine = (key: string) => command.getOptionValueSource(key) === 'cli';
  const isTargetGiven = invocation.target !== undefined || command.args.length > 0 || TARGET.some(fromLine);
  const section = (config[command.name()] ?? {}) as Values;
  const keys: string[] = [];
  for (const [values, path] of [[config, ''] as const, [section, `${command.name()}.`] as const])
    for (const option of command.options) {
      const key = option.attributeName();
      const value = values[key];
      // Of `test pair`, an option bears the name of a section.
      const isSaid = value !== undefined && !(path === '' && key in SECTIONS);
      if (!isSaid || fromLine(key) || (isTargetGiven && TARGET.includes(key))) continue;
      setOption(command, option, value, `${file}, at "${path}${key}"`);
      keys.push(`${path}${key}`);
    }
  invocation.config = { file, keys };
  if (!isTargetGiven && Array.isArray(section.command)) invocation.target = section.command as readonly string[];
}

const SECTIONS = { server: true, client: true, pair: true, system: true };

async function readConfig(file: string, mustBe: boolean): Promise<Values | undefined> {
  const text = await readIfThere(file);
  if (text === undefined && mustBe) throw new UsageError(`There is no file "${file}": name another one with --config.`);
  if (text === undefined) return undefined;
  const config = parsed(text, file);
  const schema: ConfigSchema = createRequire(import.meta.url)('adjourn/adjourn.config.schema.json');
  const fault = faultIn(config, schema);
  if (fault) throw new UsageError(`${file}${fault.place === '' ? '' : `, at "${fault.place}"`}: ${fault.what}.`);
  return config as Values;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}${placeOf(error as Error, text)}: this is not JSON.`);
  }
}

/** Node does not always say where; then it says what it met. */
function placeOf({ message }: Error, text: string): string {
  const [, at] = /at position (\d+)/.exec(message) ?? [];
  const [, token] = /^Unexpected token (.+?), /s.exec(message) ?? [];
  const only = token ? text.indexOf(token.slice(1, -1)) : -1;
  const isOnly = only >= 0 && only === text.lastIndexOf(token?.slice(1, -1) ?? '');
  if (at === undefined && !isOnly) return token ? `, at a ${token}` : '';
  const lines = text.slice(0, at === undefined ? only : Number(at)).split('\n');
  return `, line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

/** The value is read as if it had been typed. */
function setOption(command: Command, option: Option, value: unknown, place: string): void {
  const key = option.attributeName();
  if (typeof value === 'boolean') {
    command.setOptionValueWithSource(key, value, 'config');
    return;
  }
  try {
    const read = textsOf(value).reduce<unknown>(
      (before, text) => (option.parseArg ? option.parseArg(text, before) : text),
      undefined,
    );
    if (read !== undefined) command.setOptionValueWithSource(key, read, 'config');
  } catch (error) {
    if (!(error instanceof InvalidArgumentError) && !(error instanceof UsageError)) throw error;
    throw new UsageError(`${place}: ${error.message}`);
  }
}

/** As they would stand behind the option, one after another. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([clause, reason]) => `${clause}=${reason}`);
  return [String(value)];
}

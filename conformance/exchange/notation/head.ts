/** The head of an example: what it is called, what the server says of itself, and who is there. */

import { type Feature, features } from '../features.js';
import type { Profile } from '../profile.js';
import type { Seat } from '../scenario.js';
import type { Role } from '../words.js';
import { NotationError } from './observation.js';

/** The head of an example. */
export interface Head {
  readonly title: string;
  readonly clauses: readonly string[];
  readonly profile: Profile;
  readonly seats: readonly Seat[];
}

/** Reads the head. @throws {NotationError} */
export function parseHead(lines: readonly string[]): Head {
  const value = (key: string): string[] => {
    const line = lines.find((candidate) => candidate.startsWith(`${key} `));
    return line === undefined ? [] : line.slice(key.length).trim().split(/\s+/);
  };
  const seats = value('seats').map(parseSeat);
  if (seats.length === 0) throw new NotationError(1, 'no line "seats"; write e.g. "seats ann:host bob:attendee"');
  return {
    title: lines.find((line) => line.startsWith('# '))?.slice(2) ?? '',
    clauses: value('clauses'),
    profile: {
      name: 'example',
      side: 'server',
      wire: true,
      features: value('features').map(parseFeature),
      resumeWindowMs: Number(value('window')[0] ?? 0),
      ...parseHeartbeat(value('heartbeat')),
      tokens: value('tokens')[0] === 'yes',
      slackMs: 0,
      unsupported: [],
      deviations: [],
    },
    seats,
  };
}

/** Two numbers of milliseconds: how often, and how long a connection may be silent. */
function parseHeartbeat([interval, timeout]: readonly string[]): Pick<Profile, 'heartbeat'> {
  if (interval === undefined) return {};
  return { heartbeat: { intervalMs: Number(interval), timeoutMs: Number(timeout ?? 0) } };
}

function parseFeature(name: string): Feature {
  const feature = features.find((known) => known === name);
  if (feature === undefined) throw new NotationError(1, `"${name}" is no feature`);
  return feature;
}

function parseSeat(word: string): Seat {
  const match = /^([\w-]+)(?:=([\w-]+))?:(host|attendee)$/.exec(word);
  if (!match) throw new NotationError(1, `"${word}" is no seat; write name:role or name=participant:role`);
  const [, name = '', participant = name, role] = match;
  return { name, participant, role: role as Role };
}

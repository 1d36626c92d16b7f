/** Faults that show only with names of some kinds, or with many people or messages. */
import type { ArrivedMessage } from '../../../spec/machine/client/events.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, hearing } from './mutant.js';

/** Names are changed as they come. */
const renaming = (rename: (name: string) => string): ClientWrap =>
  hearing((heard) => ({ ...heard, message: renamed(heard.message, rename) }));

function renamed(message: ArrivedMessage, rename: (name: string) => string): ArrivedMessage {
  if (message.kind === 'participantLeft') return { ...message, participant: rename(message.participant) };
  if (message.kind !== 'participantJoined') return message;
  const { member } = message;
  return { ...message, member: { ...member, participant: rename(member.participant) } };
}

const MOST_BEATS = 40;
const MOST_PEOPLE = 150;

/** The faults that show with data of some kinds. */
export const dataMutants: readonly ClientMutant[] = [
  {
    name: 'names-in-small',
    breaks: 'client.participant-left-names',
    summary: 'writes names in small letters',
    wrap: renaming((name) => name.toLowerCase()),
  },
  {
    name: 'names-in-ascii',
    breaks: 'client.participant-left-names',
    summary: 'loses every letter beyond ASCII',
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    wrap: renaming((name) => name.replaceAll(/[^\u0000-\u007f]/gu, '?')),
  },
  {
    name: 'names-composed',
    breaks: 'client.participant-left-names',
    summary: 'brings names into the composed form of Unicode',
    wrap: renaming((name) => name.normalize('NFC')),
  },
  {
    name: 'names-trimmed',
    breaks: 'client.participant-left-names',
    summary: 'takes blanks away from both ends of a name',
    wrap: renaming((name) => name.trim()),
  },
  {
    name: 'names-decoded',
    breaks: 'client.participant-left-names',
    summary: 'decodes names as if they stood in an address',
    wrap: renaming((name) => {
      try {
        return decodeURIComponent(name);
      } catch {
        return name;
      }
    }),
  },
  {
    name: 'names-cut-off',
    breaks: 'client.participant-left-names',
    summary: 'cuts names off after 64 characters',
    wrap: renaming((name) => name.slice(0, 64)),
  },
  {
    name: 'tires-of-heartbeats',
    breaks: 'client.ack-heartbeat',
    summary: 'answers forty Heartbeats and no more',
    wrap: (parts) => {
      let beats = 0;
      return hearing((heard) => {
        if (heard.message.kind !== 'heartbeat') return heard;
        beats += 1;
        return beats > MOST_BEATS ? undefined : heard;
      })(parts);
    },
    steps: MOST_BEATS + 3,
  },
  {
    name: 'forgets-in-a-crowd',
    breaks: 'client.participant-left',
    or: ['client.list', 'client.gap'],
    summary: 'tells no departure of anybody who came when there were 150 others',
    wrap: (parts) => {
      const late = new Set<string>();
      return hearing((heard, { participants }) => {
        const { message } = heard;
        if (message.kind === 'participantJoined' && participants.length > MOST_PEOPLE)
          late.add(message.member.participation);
        return message.kind === 'participantLeft' && late.has(message.participation)
          ? { ...heard, message: { kind: 'unknown' } }
          : heard;
      })(parts);
    },
  },
];

/** What a client does, as lines to be compared. */
import type { ApplicationNews, CallOutcome, ClientEffect } from '../effects.js';

/** Whether an effect concerns a timer alone. */
export const isTimer = ({ kind }: ClientEffect): boolean => kind === 'start' || kind === 'stop';

/** One effect, as a line. */
export function say(effect: ClientEffect): string {
  switch (effect.kind) {
    case 'open':
      return `opens ${effect.connection} for ${effect.first}`;
    case 'close':
      return `closes ${effect.connection} with ${effect.code}`;
    case 'send': {
      const { connection, request, ack, saying } = effect;
      const { kind, ...more } = saying;
      const number = request > 0 ? [`#${request}`] : [];
      return [`sends over ${connection}:`, ...number, kind, ...Object.values(more), `ack ${ack}`].join(' ');
    }
    case 'start':
      return `starts ${effect.timer}: ${effect.ms}${effect.spread ? ' or less' : ''}`;
    case 'stop':
      return `stops ${effect.timer}`;
    case 'settle':
      return `call ${effect.call} ${sayOutcome(effect.outcome)}`;
    case 'tell':
      return sayNews(effect.told);
  }
}

const sayOutcome = (outcome: CallOutcome): string =>
  outcome.kind === 'refused' ? `refused ${outcome.code} ${outcome.said}` : outcome.kind;

function sayNews(told: ApplicationNews): string {
  switch (told.event) {
    case 'joined':
    case 'switched':
      return `${told.event} ${told.joined.session} as ${told.joined.participation}${told.room === null ? '' : ` in ${told.room}`}`;
    case 'participantJoined':
      return `+${told.member.participation}`;
    case 'participantLeft':
      return `-${told.participation} of ${told.participant} ${sayReason(told.reason)}`;
    case 'roomLeft':
      return `roomLeft ${sayReason(told.reason)}`;
  }
}

const sayReason = ({ code, source, said }: { code: number; source: string; said: string }): string =>
  [code, source, ...(said === '' ? [] : [`"${said}"`])].join(' ');

/** Faults in what the application is shown of a reason. */
import { reason as reasonCode } from '../../../gen/codes.js';
import type { ClientParts, ClientWrap } from '../../reference/client/parts.js';
import { type ClientMutant, hearing, replacing } from './mutant.js';

type Telling = Parameters<ClientParts['tell']>[1];

/** The event that the application is told is another one; undefined: none. */
const telling =
  (change: (telling: Telling) => Telling | undefined): ClientWrap =>
  (parts) => ({
    ...parts,
    tell(audience, told) {
      const other = change(told);
      if (other) parts.tell(audience, other);
    },
  });

const wording =
  (change: (right: ClientParts['word'], code: number, said: string) => ReturnType<ClientParts['word']>): ClientWrap =>
  (parts) => ({ ...parts, word: (code, said) => change(parts.word, code, said) });

/** Every code that has a sentence of its own. */
const codes: readonly number[] = Object.values(reasonCode);

const reasonOf = (told: Telling) => ('values' in told ? told.values.find((value) => isReason(value)) : undefined);

const isReason = (value: unknown): value is { readonly type: string; readonly code: number } =>
  typeof value === 'object' && value !== null && 'source' in value;

/** The faults in what the application is shown of a reason. */
export const clientReasonMutants: readonly ClientMutant[] = [
  {
    name: 'reads-the-message',
    breaks: 'reason.by-code',
    summary: 'derives the type of a reason from its sentence',
    wrap: wording((right, code, said) => {
      const read = codes.find((one) => right(one, '').message === said);
      return right(read ?? code, said);
    }),
  },
  {
    name: 'one-kind-of-removal',
    breaks: 'reason.type',
    summary: 'calls a removal by the operator one by a participant',
    wrap: wording((right, code, said) =>
      right(code === reasonCode.REMOVE_PEER_API ? reasonCode.REMOVE_PEER : code, said),
    ),
  },
  {
    name: 'drops-unknown-codes',
    breaks: 'reason.unrecognised',
    summary: 'loses an event whose code it does not know',
    wrap: telling((told) => {
      const reason = reasonOf(told);
      return reason && !codes.includes(reason.code) ? undefined : told;
    }),
  },
  {
    name: 'absent-means-left',
    breaks: 'reason.absent',
    summary: 'takes an absent reason for a voluntary leave',
    wrap: hearing((heard) => {
      const { message } = heard;
      if (message.kind !== 'roomLeft' && message.kind !== 'participantLeft') return heard;
      const reason = message.reason?.code ? message.reason : { code: reasonCode.MANUAL_LEAVE_CALLED, said: '' };
      return { ...heard, message: { ...message, reason } };
    }),
  },
  {
    name: 'all-by-the-server',
    breaks: 'reason.source',
    summary: 'says of every reason that it is the word of the server',
    wrap: replacing('tell', (effect) => {
      const { told } = effect;
      return 'reason' in told
        ? [{ ...effect, told: { ...told, reason: { ...told.reason, source: 'SERVER' } } }]
        : [effect];
    }),
  },
  {
    name: 'explains-the-message',
    breaks: 'reason.message',
    summary: 'adds the number to the sentence of a reason',
    wrap: wording((right, code, said) => {
      const word = right(code, said);
      return { ...word, message: `${word.message} (${code})` };
    }),
  },
  {
    name: 'drops-the-reason',
    breaks: 'client.server-word',
    summary: 'fires roomLeft without the reason that the server gave',
    wrap: telling((told) => (told.event === 'roomLeft' ? ({ ...told, values: [] } as unknown as Telling) : told)),
  },
  {
    name: 'left-without-why',
    breaks: 'client.participant-left-names',
    summary: 'fires participantLeft without the reason',
    wrap: telling((told) => {
      if (told.event !== 'participantLeft') return told;
      const [participant, , participation] = told.values;
      return { ...told, values: [participant, undefined, participation] } as unknown as Telling;
    }),
  },
];

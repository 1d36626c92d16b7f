/** Faults in ids and numbers: messages about somebody who never was, and answers to what nobody has asked. */
import type { Member, Message } from '../../../spec/machine/messages.js';
import type { Telling } from '../../../spec/machine/state.js';
import { answering, changingTellings, type Mutant, rewording } from '../mutant.js';

const withMessage = (telling: Telling, message: Message): Telling => ({ ...telling, message }) as Telling;

/** The participation is one that never was. */
const strange = (participation: string): string => `${participation}-x`;

/** A bot that attends to a participation, and has never joined. */
const bot = (of: string): Member => ({ participant: 'bot', participation: `bot of ${of}`, role: 'attendee' });

/** The faults in ids and numbers. */
export const misnamingMutants: readonly Mutant[] = [
  {
    name: 'gone-under-another-id',
    breaks: 'departure.tells-others',
    // Such an id may be that of a Join whose answer was lost.
    // To somebody who was away, or of somebody who switches, it is missing.
    or: ['join.announced', 'resume.true-reason', 'resume.missed', 'switch.announced'],
    summary: 'tells of a departure with a participation_id that nobody has',
    wrap: rewording((message) =>
      message.kind === 'participantLeft' ? { ...message, participation: strange(message.participation) } : message,
    ),
  },
  {
    name: 'lists-under-another-id',
    breaks: 'join.roster',
    summary: 'gives in rosters participation_ids that nobody has',
    wrap: rewording((message) =>
      message.kind === 'joined'
        ? {
            ...message,
            roster: message.roster.map((one) => ({ ...one, participation: strange(one.participation) })),
          }
        : message,
    ),
  },
  {
    name: 'arrives-under-another-id',
    breaks: 'join.announced',
    summary: 'announces an arrival with a participation_id that nobody has',
    wrap: rewording((message) =>
      message.kind === 'participantJoined'
        ? { ...message, member: { ...message.member, participation: strange(message.member.participation) } }
        : message,
    ),
  },
  {
    name: 'lists-a-stranger',
    breaks: 'join.roster',
    summary: 'lists in each roster a bot of its own that has never joined',
    wrap: rewording((message) =>
      message.kind === 'joined'
        ? {
            ...message,
            roster: [...message.roster, bot(message.participation)],
          }
        : message,
    ),
  },
  {
    name: 'announces-a-stranger',
    breaks: 'join.announced',
    summary: 'announces with each arrival a bot of its own that has never joined',
    wrap: changingTellings(({ tellings }) =>
      tellings.flatMap((telling) =>
        telling.message.kind === 'participantJoined'
          ? [
              telling,
              withMessage(telling, {
                kind: 'participantJoined',
                member: bot(telling.message.member.participation),
              }),
            ]
          : [telling],
      ),
    ),
  },
  {
    name: 'answers-the-next-number',
    breaks: 'request.answered',
    // The number may be that of a Leave.
    or: ['leave.answered', 'remove.authority'],
    summary: 'answers each Sync with the number of a request that nobody has sent',
    wrap: rewording((message) =>
      message.kind === 'accepted' && message.replyTo > 0 ? { ...message, replyTo: message.replyTo + 1 } : message,
    ),
  },
  {
    name: 'answers-twice',
    breaks: 'request.answered',
    summary: 'answers each Sync twice',
    wrap: answering('sync', ({ right }) => {
      const [after, tellings] = right();
      return [after, [...tellings, ...tellings]];
    }),
  },
  {
    name: 'refuses-after-all',
    breaks: 'request.answered',
    summary: 'accepts a Remove, and then refuses it as well',
    wrap: answering('remove', ({ right, request }) => {
      const [after, tellings] = right();
      return [
        after,
        tellings.flatMap((telling) =>
          telling.message.kind === 'accepted'
            ? [telling, withMessage(telling, { kind: 'rejected', replyTo: request, code: 'not_found' })]
            : [telling],
        ),
      ];
    }),
  },
  {
    name: 'accepts-the-leave-as-well',
    breaks: 'leave.answered',
    or: ['request.answered'],
    summary: 'answers a Leave with Accepted before the RoomLeft',
    wrap: answering('leave', ({ right, request }) => {
      const [after, tellings] = right();
      return [
        after,
        tellings.flatMap((telling) =>
          telling.message.kind === 'roomLeft'
            ? [withMessage(telling, { kind: 'accepted', replyTo: request }), telling]
            : [telling],
        ),
      ];
    }),
  },
  {
    name: 'accepts-a-join-as-well',
    breaks: 'request.answered',
    or: ['history.nothing-else'],
    summary: 'sends Accepted behind each Joined',
    wrap: changingTellings(({ tellings }) =>
      tellings.flatMap((telling) =>
        telling.message.kind === 'joined' && telling.message.replyTo === 0
          ? [telling, withMessage(telling, { kind: 'accepted', replyTo: 0 })]
          : [telling],
      ),
    ),
  },
];

/** Faults in what somebody is who comes back: its name, its room and its role. */
import type { Event } from '../../../spec/machine/events.js';
import type { Role } from '../../../spec/machine/messages.js';
import type { Wrap } from '../../reference/server/parts.js';
import { changingEvents, type Mutant } from '../mutant.js';

/** Spells every name of a participant, or of a room, as `spelled` says. */
const spelling = (field: 'participant' | 'room', spelled: (name: string) => string): Wrap =>
  changingEvents((event): Event => {
    if (event.type === 'join' && field === 'participant') return { ...event, participant: spelled(event.participant) };
    return 'room' in event && field === 'room' ? { ...event, room: spelled(event.room) } : event;
  });

/** The role with which a participant came first is its role for ever. */
const firstRole: Wrap = (parts) => {
  const roles = new Map<string, Role>();
  return changingEvents((event) => {
    if (event.type !== 'join') return event;
    const role = roles.get(event.participant) ?? event.role;
    roles.set(event.participant, role);
    return { ...event, role };
  })(parts);
};

/** One who has come back may do no more than an attendee. */
const returnsAsAttendee: Wrap = (parts) => {
  const returned = new Set<string>();
  return {
    ...parts,
    react(config, look, event, machine) {
      const holder = event.type === 'resume' ? look.holderOf(event.token) : undefined;
      if (holder !== undefined) returned.add(holder);
      return parts.react(config, look, event, machine);
    },
    machine(config, room, event) {
      if (event.type !== 'ask') return parts.machine(config, room, event);
      const present = room.present.map((one) =>
        returned.has(one.roomObject) ? { ...one, role: 'attendee' as const } : one,
      );
      return parts.machine(config, { ...room, present }, event);
    },
  };
};

/** The faults in what somebody is who comes back. */
export const changingMutants: readonly Mutant[] = [
  {
    name: 'cuts-blanks',
    breaks: 'ids.compared',
    or: ['join.roster', 'join.announced', 'departure.named'],
    summary: 'cuts blanks off the names of participants',
    wrap: spelling('participant', (name) => name.trim()),
  },
  {
    name: 'folds-widths',
    breaks: 'ids.compared',
    or: ['join.roster', 'join.announced', 'departure.named'],
    summary: 'takes names as the same that differ in the width of their letters',
    wrap: spelling('participant', (name) => name.normalize('NFKC')),
  },
  {
    name: 'rooms-without-blanks',
    breaks: 'room.isolated',
    or: ['session.shared', 'end.new-session', 'reason.true', 'end.everyone'],
    summary: 'cuts blanks off the names of rooms',
    wrap: spelling('room', (name) => name.trim()),
  },
  {
    name: 'rooms-in-small',
    breaks: 'room.isolated',
    or: ['session.shared', 'end.new-session', 'reason.true', 'end.everyone'],
    summary: 'reads the names of rooms without capitals',
    wrap: spelling('room', (name) => name.toLowerCase()),
  },
  {
    name: 'once-a-host',
    breaks: 'end.authority',
    or: ['end.host', 'join.announced', 'join.roster'],
    summary: 'gives a participant the role of its first stay for ever',
    wrap: firstRole,
  },
  {
    name: 'returns-as-attendee',
    breaks: 'end.host',
    or: ['end.authority', 'remove.takes-effect', 'resume.same-role'],
    summary: 'takes away the rights of a host who resumes',
    wrap: returnsAsAttendee,
  },
];

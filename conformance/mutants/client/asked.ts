/** Faults in what a client makes of what its application has asked for. */
import type { SaidMessage } from '../../../spec/machine/client/events.js';
import type { Entry } from '../../reference/client/encode.js';
import type { ClientWrap } from '../../reference/client/parts.js';
import type { ClientMutant } from './mutant.js';

/** Something else is sent than what was asked for; the numbers stay. Called once for each room object. */
const saying =
  (changing: () => (said: SaidMessage, entry: Entry) => SaidMessage): ClientWrap =>
  (parts) => {
    const change = changing();
    return {
      ...parts,
      encode: (said, numbers, entry, protocol) => parts.encode(change(said, entry), numbers, entry, protocol),
    };
  };

/** It says of itself, and of where it wants to go, something else than what it was given. */
const entering =
  (change: (entry: Entry) => Entry): ClientWrap =>
  (parts) => ({
    ...parts,
    encode: (said, numbers, entry, protocol) => parts.encode(said, numbers, change(entry), protocol),
  });

const joining = (change: (joiner: Entry['joiner']) => Partial<Entry['joiner']>): ClientWrap =>
  entering((entry) => ({ ...entry, joiner: { ...entry.joiner, ...change(entry.joiner) } }));

const repeatsWithoutAToken: ClientWrap = (parts) => {
  let joins = 0;
  return {
    ...parts,
    encode(said, numbers, entry, protocol) {
      if (said.kind === 'join') joins += 1;
      return parts.encode(said, numbers, joins > 1 ? { ...entry, accessToken: '' } : entry, protocol);
    },
  };
};

/** The first room that was joined at an address; each world has one of its own. */
const firstRooms = new Map<string, string>();

const joinsTheRoomBefore: ClientWrap = (parts) => {
  let address = '';
  return {
    ...joining(({ roomId }) => {
      const first = firstRooms.get(address) ?? roomId;
      firstRooms.set(address, first);
      return { roomId: first };
    })(parts),
    connect(url, listener, subprotocols) {
      address = url;
      return parts.connect(url, listener, subprotocols);
    },
  };
};

/** The faults in what was asked for. */
export const askedMutants: readonly ClientMutant[] = [
  {
    name: 'joins-as-host',
    breaks: 'client.as-asked',
    summary: 'joins as a host, whatever its application has said',
    wrap: joining(() => ({ role: 'host' })),
  },
  {
    name: 'joins-as-attendee',
    breaks: 'client.as-asked',
    summary: 'joins as an attendee, whatever its application has said',
    wrap: joining(() => ({ role: 'attendee' })),
  },
  {
    name: 'own-name-in-small',
    breaks: 'client.as-asked',
    summary: 'writes the name of its own participant in small letters',
    wrap: joining(({ participantId }) => ({ participantId: participantId.toLowerCase() })),
  },
  {
    name: 'own-name-in-ascii',
    breaks: 'client.as-asked',
    summary: 'joins under a name without letters beyond ASCII',
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    wrap: joining(({ participantId }) => ({ participantId: participantId.replaceAll(/[^\u0000-\u007f]/gu, '?') })),
  },
  {
    name: 'repeats-without-a-token',
    breaks: 'client.as-asked',
    summary: 'repeats its Join without the access token',
    wrap: repeatsWithoutAToken,
  },
  {
    name: 'removes-the-one-before',
    breaks: 'client.as-asked',
    summary: 'names in its second Remove the participation of the first one',
    wrap: saying(() => {
      let first: SaidMessage | undefined;
      return (said) => {
        if (said.kind !== 'remove') return said;
        first ??= said;
        return first;
      };
    }),
  },
  {
    name: 'switches-with-the-old-token',
    breaks: 'client.as-asked',
    summary: 'sends with a SwitchRoom the access token of its Join',
    wrap: saying(
      () =>
        (said, { accessToken }) =>
          said.kind === 'switchRoom' ? { ...said, accessToken } : said,
    ),
  },
  {
    name: 'switches-in-small',
    breaks: 'client.as-asked',
    summary: 'writes the name of the room that it switches to in small letters',
    wrap: saying(() => (said) => (said.kind === 'switchRoom' ? { ...said, room: said.room.toLowerCase() } : said)),
  },
  {
    name: 'ends-for-a-viewer',
    breaks: 'client.as-asked',
    summary: 'ends the meeting where its application asks to be a viewer',
    wrap: saying(() => (said) => (said.kind === 'changeMode' ? { kind: 'end' } : said)),
  },
  {
    name: 'joins-the-room-before',
    breaks: 'client.as-asked',
    summary: 'joins once more the room that its application was in before',
    wrap: joinsTheRoomBefore,
  },
];

/** What can be told of this adapter without a Prosody. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Unreachable } from '../../sut/system.js';
import { mapping, prosody } from './index.js';
import { conditionOf, departureReasons, occupantOf, refusalOf } from './read.js';
import { child, type Element, stanzaReader, xmlEscaped } from './xml.js';

describe('where there is no prosody', () => {
  beforeEach(() => vi.stubEnv('PATH', '/nowhere'));
  afterEach(() => vi.unstubAllEnvs());

  test('it is unreachable, and the line that installs it is said', async () => {
    const error: Error = await prosody.start().then(
      () => expect.unreachable(),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.message).toContain('apt-get install -y --no-install-recommends prosody');
  });
});

/** The stanzas of a stream that comes in pieces of this many characters. */
function stanzas(text: string, size = text.length): { seen: Element[]; ended: boolean; broken: string[] } {
  const read = { seen: [] as Element[], ended: false, broken: [] as string[] };
  const write = stanzaReader({
    stanza: (element) => read.seen.push(element),
    ended: () => {
      read.ended = true;
    },
    broken: (why) => read.broken.push(why),
  });
  for (let at = 0; at < text.length; at += size) write(text.slice(at, at + size));
  return read;
}

const OPEN = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
const presence = (rest: string, inside: string): Element => {
  const x = `<x xmlns='http://jabber.org/protocol/muc#user'>${inside}</x>`;
  const [element] = stanzas(`${OPEN}<presence from='blue@muc/bob' ${rest}>${x}</presence>`).seen;
  if (!element) throw new Error('no stanza');
  return element;
};

describe('a stream of stanzas', () => {
  test.each([1, 7, 1_000])('is read in pieces of %i characters', (size) => {
    const { seen, ended } = stanzas(`${OPEN}<iq id='1'><a:b xmlns:a='urn:a' c='&lt;'/></iq><iq id='2'/>`, size);
    expect(seen.map(({ attributes }) => attributes.id)).toEqual(['1', '2']);
    const [first] = seen;
    expect(first && child(first, 'b', 'urn:a')?.attributes.c).toBe('<');
    expect(ended).toBe(false);
  });

  test('that ends is told, and one that is no XML', () => {
    expect(stanzas(`${OPEN}</stream:stream>`)).toMatchObject({ ended: true, broken: [] });
    expect(stanzas(`${OPEN}<iq></presence>`).broken).toHaveLength(1);
  });

  test('what is written keeps its letters', () => {
    const odd = `<&>'"`;
    expect(stanzas(`${OPEN}<iq id='${xmlEscaped(odd)}'/>`).seen[0]?.attributes.id).toBe(odd);
  });
});

describe('a presence', () => {
  test('names the occupant, by nickname and by full address', () => {
    const shown = occupantOf(presence('', `<item affiliation='owner' jid='host-1@localhost/stay-1'/>`));
    expect(shown).toMatchObject({ nick: 'bob', jid: 'host-1@localhost/stay-1', affiliation: 'owner', own: false });
  });

  test('of every row of the mapping is read by that row', () => {
    for (const { when, means } of mapping.departures) {
      const statuses = [when.status, when.own ? '110' : undefined].filter((code) => code !== undefined);
      const inside = [...statuses.map((code) => `<status code='${code}'/>`), when.element ? `<${when.element}/>` : ''];
      expect(departureReasons(mapping, occupantOf(presence(`type='unavailable'`, inside.join(''))))).toEqual(means);
    }
  });

  test('of type error has its condition', () => {
    const error = `<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;
    const [element] = stanzas(`${OPEN}<presence type='error'>${error}</presence>`).seen;
    expect(element && refusalOf(mapping, conditionOf(element))).toBe('already_exists');
  });
});

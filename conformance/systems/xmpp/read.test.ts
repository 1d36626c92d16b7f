/** What comes over a stream is read as it came, in whatever pieces. */
import { describe, expect, test } from 'vitest';
import { conditionOf, departureWord, memberOf, occupantOf } from './read.js';
import { child, type Element, stanzaReader, xmlEscaped } from './xml.js';

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
  test('names the occupant, by nickname and by full address, and says what it may do', () => {
    const shown = occupantOf(presence('', `<item affiliation='owner' jid='host-1@localhost/stay-1'/>`));
    expect(shown).toMatchObject({ nick: 'bob', jid: 'host-1@localhost/stay-1', own: false });
    expect(memberOf(shown).role).toBe('ROLE_HOST');
    expect(memberOf(occupantOf(presence('', `<item affiliation='none'/>`))).role).toBe('ROLE_ATTENDEE');
  });

  test.each([
    ['unavailable', ''],
    ['unavailable', `<status code='110'/>`],
    ['status 307', `<status code='110'/><status code='307'/>`],
    ['status 307 333', `<status code='307'/><status code='333'/>`],
    ['destroy', `<item/><destroy><reason>over</reason></destroy><status code='110'/>`],
  ])('of a departure is "%s", and nothing that was not shown', (word, inside) => {
    expect(departureWord(occupantOf(presence(`type='unavailable'`, inside)))).toBe(word);
  });

  test('of type error has its condition', () => {
    const error = `<error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;
    const [element] = stanzas(`${OPEN}<presence type='error'>${error}</presence>`).seen;
    expect(element && conditionOf(element)).toBe('conflict');
  });
});

import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { parseExample } from '../../exchange/notation/index.js';
import type { Failure } from '../../exchange/report.js';
import { drawSvg } from './picture.js';

const { history } = parseExample(`seats ann:host bob:attendee
features remove extended_codes
round 1
ann > join blue
ann < joined blue$1 ann#1 with
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
round 2
bob > cut
ann > remove bob as=bob#1
ann < participantLeft bob#1 1002
ann < participantLeft bob#1 1002
`);

type Drawn = Parameters<typeof drawSvg>[0];

const failure: Drawn = {
  clause: 'departure.once',
  at: 7,
  allowed: 'nothing more for ann',
  seen: 'ParticipantLeft bob#1 1002',
  history,
  explained: 7,
  state: ['room blue, session blue$1: ann#1 (host)', "the loss of bob's connection is not noticed yet"],
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Names of the elements around it, and the classes that they have. */
  readonly inside: readonly string[];
  text: string;
}

/** Every element of a document; throws where it is not well-formed. */
function read(document: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value]));
    const element: Element = {
      name,
      attributes: plain,
      inside: open.map((one) => one.attributes.class ?? ''),
      text: '',
    };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const innermost = open.at(-1);
    if (innermost) innermost.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(document).close();
  return elements;
}

const textsOf = (elements: readonly Element[]) =>
  elements.filter(({ name }) => name === 'text').map(({ text }) => text);
const inWrong = (elements: readonly Element[]) => elements.filter(({ inside }) => inside.includes('wrong'));

describe('the picture of a failure', () => {
  test('is a document by itself, of one image with a name and a description', () => {
    const [svg, ...rest] = read(drawSvg(failure));
    expect(svg).toMatchObject({ name: 'svg', attributes: { role: 'img', xmlns: 'http://www.w3.org/2000/svg' } });
    const named = svg?.attributes['aria-labelledby']
      ?.split(' ')
      .map((id) => rest.find((one) => one.attributes.id === id));
    expect(named?.map((one) => one?.name)).toEqual(['title', 'desc']);
    expect(named?.[0]?.text).toBe('departure.once (MUST) is broken');
    expect(named?.[1]?.text).toContain('server to ann: ParticipantLeft bob#1 1002 (not allowed here)');
    expect(drawSvg(failure)).not.toMatch(/(href|src|url\(|@import|@font-face)/);
  });

  test('shows what the diagram of text shows, and what was allowed, seen and explained', () => {
    const texts = textsOf(read(drawSvg(failure)));
    expect(texts).toEqual(
      expect.arrayContaining([
        'departure.once (MUST)',
        'ann',
        'host',
        'bob',
        'server',
        'Joined bob#1 (with ann#1)',
        'connection cut',
        'Remove bob#1',
        'nothing more for ann',
        'ParticipantLeft bob#1 1002',
        'the first 7 of 8 records are explained; the machine there:',
        "the loss of bob's connection is not noticed yet",
      ]),
    );
  });

  test('marks the first wrong step, and no other', () => {
    const wrong = inWrong(read(drawSvg(failure)));
    expect(textsOf(wrong)).toEqual(['ParticipantLeft bob#1 1002', 'not allowed here']);
    expect(textsOf(inWrong(read(drawSvg({ ...failure, at: 8 }))))).toEqual(['missing: nothing more for ann']);
  });

  test('has a dark side as well, with the same colours by other values', () => {
    const style = read(drawSvg(failure)).find(({ name }) => name === 'style')?.text ?? '';
    const [light = '', dark = ''] = style.split('prefers-color-scheme: dark');
    const colours = (text: string) => [...text.matchAll(/(--\w+): #[\da-f]{6};/g)].map(([, name]) => name);
    expect(colours(dark)).toEqual(colours(light));
    expect(colours(light).length).toBeGreaterThan(4);
  });

  test.each([
    ['<b>&"', '<b>&"'],
    ['a\u0000\u0008b', 'a\ufffd\ufffdb'],
    ['\ud800', '\ufffd'],
    [']]>', ']]>'],
    ['👩\u200d👩', '👩\u200d👩'],
  ])('stays well-formed whatever it says: %j', (odd, shown) => {
    const elements = read(drawSvg({ ...failure, allowed: odd, seen: odd, at: 99, state: [odd] }));
    expect(textsOf(elements).at(-1)).toBe(shown);
  });

  test('is wide enough for every label', () => {
    const long: Failure['history'] = parseExample(
      `seats christopher-the-third=christopher:attendee b:host\nround 1\nb > join blue\nchristopher-the-third > join blue\nb < joined blue$1 b#1 with christopher-the-third#1:attendee`,
    ).history;
    const elements = read(drawSvg({ ...failure, history: long, at: 2 }));
    const width = Number(elements[0]?.attributes.width);
    for (const { attributes, text } of elements.filter(({ name }) => name === 'text')) {
      const wide = [...text].length * 8;
      const anchor = attributes['text-anchor'];
      const before = anchor === 'middle' ? wide / 2 : anchor === 'end' ? wide : 0;
      const from = Number(attributes.x) - before;
      expect(from, text).toBeGreaterThanOrEqual(0);
      expect(from + wide, text).toBeLessThanOrEqual(width);
    }
  });
});

test('what was sent at the same time stands in a bracket, and is said to anybody who does not see it', () => {
  const race = parseExample(`seats ann:host bob:attendee
features remove extended_codes
round 1
ann > join blue
ann < joined blue$1 ann#1
round 2
bob > join blue
bob < joined blue$1 bob#1 with ann#1:host
ann < participantJoined bob#1:attendee
round 3
bob > leave
ann > end
bob < roomLeft 1101 re=1
ann < roomLeft 1008 re=1
`).history;
  const picture = (history: typeof race) =>
    drawSvg({ clause: 'departure.tells-others', at: 8, allowed: 'ParticipantLeft', seen: 'none', history });
  expect(picture(race).match(/class="bracket"/g)).toHaveLength(2);
  expect(picture(race)).toContain('ann to server: End (sent at the same time)');
  const alone = { ...race, records: race.records.slice(0, 5) };
  expect(picture(alone)).not.toContain('at the same time');
});

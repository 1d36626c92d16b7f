/** How much of the machine was met: which states of a room object, with which events, and what became of it. */
import { reachable } from '../../gen/reachable.js';
import { kindOf } from '../../spec/machine/explore/full/kinds.js';
import type { FullEvent, FullTriple } from '../../spec/machine/explore/full/names.js';
import { fullTriplesOf } from '../../spec/machine/explore/full/triples.js';
import { counts } from '../../spec/machine/explore/full/uncounted.js';
import type { TakenEvent } from '../../spec/machine/explore/triple.js';
import type { Feature } from '../exchange/features.js';
import type { Profile } from '../exchange/profile.js';

export { type FullEvent, type FullTriple, nameOf, pairOf } from '../../spec/machine/explore/full/names.js';

/** The triples on the way that explains a history. */
export function metOn(trail: readonly TakenEvent[]): FullTriple[] {
  const owners = new Map<string, string>();
  return trail.flatMap((taken) => {
    for (const { id, tokens } of Object.values(taken.after.roomObjects))
      for (const { value } of tokens) owners.set(value, id);
    return fullTriplesOf(taken, (token) => owners.get(token)).filter(counts);
  });
}

/** What is asked for, and refused as unknown by a server without this feature. */
const asked: Readonly<Partial<Record<FullEvent, Feature>>> = {
  Remove: 'remove',
  ChangeMode: 'viewer',
  SwitchRoom: 'switch',
  'operator: StopMediaRelay': 'relay',
  'operator: StopMediaRelay of another': 'relay',
};

/** What there is of states and events only on a server with this feature, by its name. */
const needs: readonly (readonly [RegExp, Feature])[] = [
  [/^reserved/, 'switch'],
  [/^fixed/, 'switch'],
  [/^replacement by a switch/, 'switch'],
  [/^departed as a viewer/, 'viewer'],
  [/^departed by Remove$/, 'remove'],
  [/^Remove by another/, 'remove'],
  [/^departed by EndMeeting/, 'operator'],
  [/^departed by RemoveParticipant/, 'operator'],
  [/^departed by CloseRoom/, 'operator'],
  [/^departed by StopMediaRelay/, 'operator'],
  [/^departed by StopMediaRelay/, 'relay'],
  [/^operator:/, 'operator'],
];

/** The actions of scenarios without which an event does not happen. */
const actions: Readonly<Partial<Record<FullEvent, string>>> = {
  'repeated Join': 'repeat',
  Resume: 'resume',
  Leave: 'leave',
  End: 'end',
  'End by another': 'end',
  Sync: 'sync',
  'unknown request': 'unknown',
  Remove: 'remove',
  'Remove by another': 'remove',
  ChangeMode: 'mode',
  SwitchRoom: 'switch',
  'request again': 'again',
  Ack: 'ack',
  'malformed frame': 'malformed',
  loss: 'cut',
  goodbye: 'close',
};

/** The triples that a system of this profile can meet, and that the suite can bring about. */
export function reachableFor({ features, tokens, unsupported }: Profile): FullTriple[] {
  const has = (feature: Feature): boolean =>
    features.includes(feature) && !(feature === 'operator' && cannot('operate'));
  const cannot = (action: string | undefined): boolean => action !== undefined && unsupported.includes(action);
  const mayBe = (name: string): boolean => needs.every(([names, feature]) => !names.test(name) || has(feature));
  const kindFor = (event: FullEvent) => {
    const feature = asked[event];
    return kindOf({ replace: has('replace'), resume: has('resume'), declares: feature === undefined || has(feature) });
  };
  return reachable
    .filter(([, event, , kinds]) => kinds.includes(kindFor(event)))
    .map(([state, event, outcome]): FullTriple => ({ state, event, outcome }))
    .filter((triple) => mayBe(triple.state) && mayBe(triple.event) && mayBe(triple.outcome))
    .filter(({ event }) => !cannot(actions[event]))
    .filter((triple) => counts(triple) && (tokens || !isByToken(triple)));
}

/** A server that has no tokens refuses nobody for a wrong one. */
const isByToken = ({ event, outcome }: FullTriple): boolean =>
  (event === 'Join' && outcome === 'unauthenticated') || (event === 'SwitchRoom' && outcome === 'permission_denied');

/** How much of the client machine was met: which states of a room object, with which events. */
import { reachableForClients } from '../../../gen/reachable-client.js';
import type { ClientEvent } from '../../../spec/machine/client/events.js';
import { clientPairOf } from '../../../spec/machine/client/explore/coverage.js';
import type { Profile } from '../../exchange/profile.js';
import type { ExplainedLife } from './explain.js';
import { eventOfCall, eventOfSaid } from './inputs.js';

/** The pairs that the explanation of a life has met. What comes behind its roomLeft is read off the history. */
export function pairsMet({ trail, end, problem }: ExplainedLife): string[] {
  const met = trail.flatMap(({ before, event, uncounted }) => (uncounted ? [] : [clientPairOf(before, event)]));
  const { client, line: place } = end;
  if (!client.left) return met;
  const line = place === undefined ? undefined : problem.lines[place];
  const said = line?.said.slice(end.taken[place ?? 0]) ?? [];
  // A client that concludes by itself is told nothing more over what it has closed.
  const isTold = line?.said.some((one) => one.said.message === 'roomLeft') ?? false;
  const behind: ClientEvent[] = [
    ...problem.calls.slice(end.calls).flatMap((call) => eventOfCall(call) ?? []),
    ...(isTold ? said.map((one) => eventOfSaid(0, one.said)) : []),
    ...(isTold && line?.closed ? [{ type: 'closed', connection: 0, code: line.closed.code } as const] : []),
  ];
  return [...met, ...behind.map((event) => clientPairOf(client, event))];
}

/** The actions of scenarios without which an event does not happen. */
const actionFor: Readonly<Record<string, string>> = {
  end: 'end',
  remove: 'remove',
  switchRoom: 'switch',
  changeMode: 'mode',
  leave: 'leave',
  dispose: 'dispose',
  unload: 'unload',
};

/** The pairs that a client can meet, and that the suite can bring about with a testee of this profile. */
export const reachableByClient = ({ unsupported }: Pick<Profile, 'unsupported'>): string[] =>
  reachableForClients.filter((pair) => {
    const [state = '', event = ''] = pair.split(' × ');
    const cannot = (name: string): boolean => unsupported.includes(actionFor[name] ?? name);
    return !cannot(event) && !(state === 'switching' && cannot('switchRoom'));
  });

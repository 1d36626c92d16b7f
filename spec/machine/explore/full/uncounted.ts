/** What the machine can meet, and no scenario can bring about at will: it is left out of the count, each with its reason. */
import type { FullEvent, FullOutcome, FullTriple } from './names.js';

interface Uncounted {
  readonly states: RegExp;
  /** Left out: all. */
  readonly events?: readonly FullEvent[];
  readonly but?: readonly FullEvent[];
  readonly outcomes?: readonly FullOutcome[];
  readonly why: string;
}

/** What is not counted. */
export const uncounted: readonly Uncounted[] = [
  {
    states: /^fixed/,
    but: ['switch committed'],
    why: 'between the two halves of a switch nobody can tell when a message arrives: that it came just then is chance',
  },
  {
    states: /^reserved/,
    events: [
      'Join',
      'repeated Join',
      'Resume',
      'operator: EndMeeting',
      'operator: CloseRoom',
      'operator: RemoveParticipant',
      'operator: RemoveParticipant of another',
      'operator: StopMediaRelay',
      'operator: StopMediaRelay of another',
    ],
    why: 'it comes over another connection than SwitchRoom, and whether it finds the switch under way is chance',
  },
  {
    states: /^fixed, somebody waits/,
    why: 'a Resume or a repeated Join that finds a switch between its two halves is chance',
  },
  {
    states: /^reserved/,
    events: ['expiry'],
    why: 'that a resume window ends while a switch is under way is chance',
  },
  {
    states: /^reserved, said goodbye/,
    events: ['arrival of another'],
    why: 'that somebody comes between a goodbye and the end of a switch is chance',
  },
  {
    states: /^departed/,
    events: ['Resume'],
    outcomes: ['not_found'],
    why: 'when a server forgets who has departed is its own choice: clause resume.remembers',
  },
];

/** Whether a triple counts. */
export const counts = (triple: FullTriple): boolean => !uncounted.some((one) => fits(one, triple));

const fits = ({ states, events, but, outcomes }: Uncounted, { state, event, outcome }: FullTriple): boolean =>
  states.test(state) &&
  (events?.includes(event) ?? true) &&
  !but?.includes(event) &&
  (outcomes?.includes(outcome) ?? true);

/** For tests that hold a starter for a whole system against the protocol: one conversation, the same for every language. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Said {
  readonly id?: number;
  readonly told?: { readonly seat: string; readonly event: object };
}

const seat = (name: string, role: string) => ({ name, participant: name, role });
const act = (seat: string, action: object) => ({ act: { world: 'w', action: { seat, ...action }, accessToken: '' } });
const closes = { call: 'CALL_CLOSE_ROOM', room: 'blue', targets: [], session: 'NAMED_SESSION_NONE' };

/** Each command, and the kinds of what is said until it has been answered, the answer last. */
const steps: readonly (readonly [command: object, said: readonly string[]])[] = [
  [{ hello: { version: '1.0' } }, ['ready']],
  [{ open: { world: 'w', seats: [seat('ann', 'ROLE_HOST'), seat('bob', 'ROLE_ATTENDEE')] } }, ['done']],
  [act('ann', { join: { room: 'blue' } }), ['ann joined', 'done']],
  [act('bob', { join: { room: 'blue' } }), ['ann participantJoined', 'bob joined', 'done']],
  [act('bob', { end: {} }), ['refused']],
  [act('ann', { remove: { target: 'nobody-in-w' } }), ['refused']],
  [act('bob', { leave: {} }), ['ann participantLeft', 'bob roomLeft', 'done']],
  [act('operator', { operate: { ...closes, bearer: 'BEARER_WRONG' } }), ['refused']],
  [act('operator', { operate: { ...closes, bearer: 'BEARER_RIGHT' } }), ['ann roomLeft', 'done']],
  [act('ann', { switchRoom: { room: 'red' } }), ['unsupported']],
  [{ settle: { world: 'w' } }, ['done']],
  [{}, ['unsupported']],
  [{ close: { world: 'w' } }, ['done']],
];

/** What is to be said to each command. */
export const EXPECTED = steps.map(([, said]) => said);

/** Has the conversation with a command, and gives what it said to each command: events by seat and kind, in the order of names. */
export async function converse([command = '', ...args]: readonly string[], cwd: string): Promise<string[][]> {
  const child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answers: string[][] = [];
  for (const [index, [what]] of steps.entries()) {
    child.stdin.write(`${JSON.stringify({ id: index + 1, ...what })}\n`);
    const said: string[] = [];
    for (let answer = ''; answer === ''; ) {
      const { value, done } = await lines.next();
      if (done) return answers;
      const { id, told, ...kinds }: Said = JSON.parse(value);
      if (told) said.push(`${told.seat} ${Object.keys(told.event).find((kind) => kind !== 'list')}`);
      else answer = id === index + 1 ? (Object.keys(kinds)[0] ?? '') : `an answer to ${id}`;
      if (answer !== '') answers.push([...said.toSorted(), answer]);
    }
  }
  child.stdin.end();
  return answers;
}

/**
 * For tests that hold a starter for a client against the protocol: one conversation, the same for every language. The SDK in it has done
 * what it is told to do, refuses an end, throws where it is to be disposed of, catches what a listener throws, and takes the process down
 * where somebody wants to be a viewer.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const seat = { name: 'ann', participant: 'ann', role: 'ROLE_HOST' };
const act = (action: object) => ({ act: { world: 'w', action: { seat: 'ann', ...action }, accessToken: 'token' } });
const inside = (event: string, reaction: string) =>
  act({ listener: { event: `LISTENED_EVENT_${event}`, reaction: `LISTENER_REACTION_${reaction}` } });

/** Each command, and the kind of its answer; none, where the process is gone before it. */
const steps: readonly (readonly [command: object, answer: string])[] = [
  [{ hello: { version: '1.0' } }, 'ready'],
  [{ open: { world: 'w', url: 'ws://there', seats: [seat] } }, 'done'],
  [act({ join: { room: 'blue' } }), 'done'],
  [act({ end: {} }), 'refused'],
  [act({ dispose: {} }), 'broken'],
  [act({ sync: {} }), 'unsupported'],
  [act({}), 'unsupported'],
  [{}, 'unsupported'],
  [inside('JOINED', 'SING'), 'unsupported'],
  [inside('ROOM_LEFT', 'JOIN'), 'done'],
  [inside('JOINED', 'DISPOSE'), 'broken'],
  [act({ leave: {} }), 'done'],
  [inside('ROOM_LEFT', 'THROW'), 'done'],
  [act({ leave: {} }), 'done'],
  [inside('PARTICIPANT_LEFT', 'LEAVE'), 'nothing'],
  [{ settle: { world: 'w' } }, 'done'],
  [act({ mode: { mode: 'WANTED_MODE_VIEWER' } }), 'nothing'],
];

/** What a starter says in that conversation, and how it ends. */
export const RIGHTLY = {
  answers: steps.map(([, answer]) => answer),
  // Joined by a command; left; joined again from inside that listener; left once more, and the listener throws.
  told: ['joined', 'roomLeft', 'joined', 'roomLeft'],
  fails: true,
};

/** Has the conversation with a command, each step when the one before was answered. */
export async function converseWithClient([command = '', ...args]: readonly string[], cwd: string) {
  const child = spawn(command, args, { cwd, stdio: 'pipe' });
  const answers = new Map<number, string>();
  const told: string[] = [];
  let errors = '';
  let rest = '';
  let heard = (): void => {};
  child.stderr.on('data', (text) => {
    errors += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const { id = 0, told: news, ...kinds } of lines.map((line) => JSON.parse(line))) {
      if (news) told.push(Object.keys(news.event).find((kind) => kind !== 'list') ?? '');
      else answers.set(id, answers.has(id) ? 'two answers' : (Object.keys(kinds)[0] ?? ''));
    }
    heard();
  });
  // It may be gone before it has read everything: its end says so.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  child.stdin.write('this is no command\n');
  for (const [index, [what]] of steps.entries()) {
    child.stdin.write(`${JSON.stringify({ id: index + 1, ...what })}\n`);
    // What waits for an event is answered behind it; its number is known to be noted when the next command is answered.
    if ('act' in what && 'listener' in (what.act as { action: object }).action) continue;
    const answered = new Promise<void>((resolve) => {
      heard = () => answers.has(index + 1) && resolve();
      heard();
    });
    await Promise.race([answered, ended]);
  }
  const [code] = await ended;
  return {
    said: { answers: steps.map((_, index) => answers.get(index + 1) ?? 'nothing'), told, fails: code !== 0 },
    errors,
  };
}

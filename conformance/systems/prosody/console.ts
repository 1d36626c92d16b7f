/** Prosody's admin console: a line goes in, an answer that ends with a zero byte comes out. Opens rooms without being in them. */
import { connect } from 'node:net';

const END = '\0';
const EXISTS = 'Room exists already';

/** Connects to the admin console. */
export function openConsole(port: number) {
  const waiting: { readonly resolve: (answer: string) => void; readonly reject: (error: Error) => void }[] = [];
  const nextAnswer = () => new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
  const socket = connect(port, '127.0.0.1').setEncoding('utf8').unref();
  const greeted = nextAnswer();
  greeted.catch(() => {});
  let rest = '';
  socket.on('data', (text: string) => {
    const answers = (rest + text).split(END);
    rest = answers.pop() ?? '';
    for (const answer of answers) waiting.shift()?.resolve(answer);
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('the admin console of Prosody is closed'));
  });

  async function ask(line: string): Promise<string> {
    await greeted;
    const answer = nextAnswer();
    socket.write(`${line}\n`);
    return answer;
  }

  return {
    version: async (): Promise<string> => (await ask('server:version()')).replace(/^\| OK: /, '').trim(),

    /** Opens a room that nobody owns but the hosts. One that is open already stays as it is. */
    async openRoom(jid: string): Promise<void> {
      const answer = await ask(`muc:create(${JSON.stringify(jid)})`);
      if (!answer.includes('Result:') && !answer.includes(EXISTS))
        throw new Error(`Prosody does not open ${jid}: ${answer.trim()}`);
    },

    close: (): void => {
      socket.destroy();
    },
  };
}

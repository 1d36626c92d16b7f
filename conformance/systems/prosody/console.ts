/** Prosody's admin console: a line goes in, an answer that ends with a zero byte comes out. Opens rooms without being in them. */
import { connect, type Socket } from 'node:net';

const END = '\0';
const EXISTS = 'Room exists already';

/** A connection to the admin console. */
export class Console {
  readonly #socket: Socket;
  readonly #waiting: { readonly resolve: (answer: string) => void; readonly reject: (error: Error) => void }[] = [];
  readonly #greeted: Promise<string>;
  #rest = '';

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setEncoding('utf8').unref();
    this.#greeted = this.#answer();
    this.#greeted.catch(() => {});
    this.#socket.on('data', (text: string) => this.#heard(text));
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('the admin console of Prosody is closed'));
    });
  }

  async version(): Promise<string> {
    return (await this.#ask('server:version()')).replace(/^\| OK: /, '').trim();
  }

  /** Opens a room that nobody owns but the hosts. One that is open already stays as it is. */
  async openRoom(jid: string): Promise<void> {
    const answer = await this.#ask(`muc:create(${JSON.stringify(jid)})`);
    if (!answer.includes('Result:') && !answer.includes(EXISTS))
      throw new Error(`Prosody does not open ${jid}: ${answer.trim()}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  async #ask(line: string): Promise<string> {
    await this.#greeted;
    const answer = this.#answer();
    this.#socket.write(`${line}\n`);
    return answer;
  }

  #answer(): Promise<string> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #heard(text: string): void {
    const answers = (this.#rest + text).split(END);
    this.#rest = answers.pop() ?? '';
    for (const answer of answers) this.#waiting.shift()?.resolve(answer);
  }
}

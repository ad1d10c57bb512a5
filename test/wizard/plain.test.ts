import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import test, { type ExecutionContext } from 'ava';
import { loadConfig } from '../../src/config/file.js';
import { testMachine } from '../helpers/console.js';
import { fakeNode } from '../helpers/control.js';

/** A conversation with the plain console over pipes: no terminal at all. */
class Talk {
  readonly #child: ChildProcessWithoutNullStreams;
  #heard = '';
  #wake = () => {};

  constructor(
    readonly t: ExecutionContext,
    root: string,
  ) {
    this.#child = spawn(process.execPath, ['build/js/test/fixtures/console.js', root, 'ttyS1', 'plain']);
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#heard += chunk.toString();
      this.#wake();
    });
    this.#child.stderr.on('data', (chunk: Buffer) => t.log(chunk.toString()));
    t.teardown(() => this.#child.kill('SIGKILL'));
  }

  /** Waits for words after those heard before; returns what was said up to them. */
  async hear(words: string): Promise<string> {
    const deadline = Date.now() + 20_000;
    while (!this.#heard.includes(words)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`not heard: ${words}\n${this.#heard}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const end = this.#heard.indexOf(words) + words.length;
    const said = this.#heard.slice(0, end);
    this.#heard = this.#heard.slice(end);
    this.t.pass();
    return said;
  }

  say(line: string): this {
    this.#child.stdin.write(`${line}\n`);
    return this;
  }
}

test('the whole set-up line by line, without a terminal', async (t) => {
  const machine = await testMachine(t);
  await fakeNode(t, machine.socket, { 'invite.create': () => ({ invite: 'ph1qqq' }) });
  const talk = new Talk(t, machine.root);
  await talk.hear('== Step 1 of 8: Language and keyboard');
  await talk.hear('1. Language: English');
  await talk.hear('2. Keyboard (type to search): English (US)');
  talk.say('?');
  await talk.hear('Type a few letters in the line below');
  talk.say('9');
  await talk.hear('Please type a number from 1 to 4');
  talk.say('2');
  await talk.hear('type a part of the name');
  talk.say('e');
  await talk.hear('match. Type more of the name.');
  talk.say('german');
  await talk.hear('2. German (no dead keys)');
  talk.say('1');
  await talk.hear('The keyboard is now: German.');
  talk.say('4');
  await talk.hear('== Step 2 of 8: Network');
  await talk.hear('The network works');
  await talk.hear("1. Let other nodes set this PC's own clock: on.");
  talk.say('2');
  await talk.hear('== Step 3 of 8: Which network');
  await talk.hear('Anybody can join it');
  await talk.hear('This node is to be in: a public one');
  talk.say('1');
  await talk.hear('one by passphrase');
  talk.say('2');
  await talk.hear('This node is to be in: one by passphrase');
  await talk.hear('3. Passphrase: -');
  talk.say('2').say('club').say('3').say('correct horse battery staple');
  await talk.hear('Long enough.');
  talk.say('4');
  await talk.hear('1. Search the local network: on.');
  talk.say('1');
  await talk.hear('1. Search the local network: off.');
  talk.say('2');
  await talk.hear('2. Meet in the DHT of BitTorrent: on.');
  talk.say('3').say('ph1qq');
  await talk.hear('5 so far');
  talk.say('3').say('-');
  await talk.hear('3. Invite from somebody you know (may stay empty): -');
  talk.say('b');
  await talk.hear('== Step 3 of 8: Which network');
  talk.say('4');
  await talk.hear('== Step 4 of 8: How to find other nodes');
  talk.say('4');
  await talk.hear('== Step 5 of 8: What this PC gives');
  talk.say('1').say('many');
  await talk.hear('A number from 0.1 to 10000 was expected');
  talk.say('1').say('10');
  await talk.hear('that would be 108 GB out');
  talk.say('3');
  await talk.hear('club (by passphrase)');
  await talk.hear('Local search');
  await talk.hear('at most 10 Mbit/s');
  await talk.hear('1. Set up now');
  t.is(machine.file('etc/phantom/phantom.yaml'), '');
  talk.say('1');
  await talk.hear('Done: this node is part of the network.');
  const { first_contact, channel, channel_kind, share } = await loadConfig(
    `${machine.root}/etc/phantom/phantom.yaml`,
  );
  t.deepEqual([channel, channel_kind], ['club', 'passphrase']);
  t.like(first_contact, { lan: false, bittorrent: true });
  t.deepEqual(share, { mbit_per_second: 10, gigabytes_per_month: 0 });
  await talk.hear('1. Continue');
  talk.say('1');
  await talk.hear('Your address');
  await talk.hear('1. Go to the dashboard');
  talk.say('1');
  await talk.hear('== Overview (Connected)');
  await talk.hear('8. To the page "Invite"');
  talk.say('8');
  await talk.hear('== Invite (Connected)');
  talk.say('1');
  await talk.hear('ph1qqq');
});

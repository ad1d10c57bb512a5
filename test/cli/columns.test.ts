/** What people read has room on a terminal of 80 columns, whatever stands in it, and nothing in it plays with the terminal. */
import { join } from 'node:path';
import test from 'ava';
import { aloneText, peerLines, statusLines } from '../../src/tui/facts.js';
import { foldedTable } from '../../src/tui/fold.js';
import { terminalLook } from '../../src/tui/look.js';
import { voice } from '../../src/tui/texts/say.js';
import { answeringMachine } from '../helpers/answering.js';
import { peers, status } from '../helpers/facts.js';

const say = voice('en');

test('every command keeps to 80 columns, and prints no colours where there is no terminal', async (t) => {
  const { home, ask } = await answeringMachine(t);
  const name = 'n'.repeat(64);
  const secret = ['--passphrase-file', join(home, 'words')];
  for (const words of [
    ['status'],
    ['doctor'],
    ['peers'],
    ['paths'],
    ['paths', 'accept'],
    ['tunnels'],
    ['expose'],
    ['expose', '80'],
    ['lookup', 'fedcba987654'],
    ['address', 'list'],
    ['address', 'new'],
    ['address', 'default', 'fresh'],
    ['address', 'default', 'a'],
    ['address', 'remove', 'a', '--yes'],
    ['join', 'ph1qqq'],
    ['join', join(home, 'invites')],
    ['channel', 'new', name, ...secret],
    ['channel', 'new', 'friends', '--invite'],
    ['channel', 'list'],
    ['channel', 'reach', 'friends', '2001:25::1'],
    ['channel', 'leave', name, '--yes'],
    ['invite', '--qr'],
    ['config', 'default'],
    ['version'],
  ]) {
    const { out, err } = await ask(...words);
    t.not(out, '', `${words.join(' ')}: ${err}`);
    for (const line of out.split('\n')) t.true(line.length <= 80, `${words.join(' ')}: ${line}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be there
    t.notRegex(out, /[\u0000-\u0009\u000b-\u001f\u007f]/, words.join(' '));
  }
});

test('a node that is alone in its network tells its story in 80 columns, too', (t) => {
  const alone = { ...status, peers: [] };
  t.truthy(aloneText(alone, say));
  for (const line of statusLines(alone, say)) t.true(line.length <= 80, line);
});

test('an address that is too long for its column ends its line, and the row goes on below', (t) => {
  t.deepEqual(peerLines(peers.peers.slice(0, 2), say), [
    'NODE          ADDRESS                LINKED FOR  ROUND TRIP  RECEIVED    SENT',
    'fedcba987654  [2001:db8:1111:2222:3333:4444:5555:6666]:65535',
    '                                     364 d 23 h    12346 ms    999 GB  999 GB',
    'fedcba987654  255.255.255.255:65535  364 d 23 h    12346 ms    999 GB  999 GB',
  ]);
});

test('a table folds in any of its columns, and only where it must', (t) => {
  const long = 'l'.repeat(75);
  t.deepEqual(foldedTable([['a', long]], [], 1), [`a  ${long}`]);
  t.deepEqual(
    foldedTable(
      [
        ['a', 'short'],
        ['abcdef', long],
      ],
      [],
      1,
    ),
    ['a       short', 'abcdef', `    ${long}`],
  );
  t.deepEqual(
    foldedTable(
      [
        ['short', 'b'],
        [long, 'abcdef'],
      ],
      [1],
      0,
    ),
    ['short       b', long, '       abcdef'],
  );
  t.deepEqual(foldedTable([], [], 0), []);
});

test('NO_COLOR takes the colours from screens', (t) => {
  const env = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
  const colours = (look: ReturnType<typeof terminalLook>) =>
    Object.values(look.styles).filter((sgr) => /[34]\d/.test(sgr));
  t.true(colours(terminalLook(env)).length > 0);
  t.true(colours(terminalLook({ ...env, NO_COLOR: '' })).length > 0);
  t.deepEqual(colours(terminalLook({ ...env, NO_COLOR: '1' })), []);
});

import test from 'ava';
import fc from 'fast-check';
import type { ChannelKind } from '../../src/wire/channel.js';
import {
  decodeInviteFile,
  encodeInviteFile,
  type InviteFile,
  networkMark,
} from '../../src/wire/invite-file.js';
import { bytes, endpoint } from './arbitraries.js';

const invite = fc.record({ identityKey: bytes(32), endpoint });
const channel = fc.record({
  name: fc.constantFrom('friends', 'Größe', 'a.b_c-d'),
  kind: fc.constantFrom<ChannelKind>('passphrase', 'invite'),
  key: bytes(32),
});
const file = fc
  .record({
    network: bytes(32).map(networkMark),
    channel: fc.option(channel),
    isSecret: fc.boolean(),
    nodes: fc.array(invite, { minLength: 1, maxLength: 3 }),
  })
  .map(({ network, channel: secret, isSecret, nodes }) => ({
    network,
    channel: secret && { name: secret.name, kind: secret.kind },
    secret: isSecret ? secret : null,
    nodes,
  }));

const text = encodeInviteFile({
  network: networkMark(new Uint8Array(32).fill(1)),
  channel: null,
  secret: null,
  nodes: [1, 2, 3].map((byte) => ({
    identityKey: new Uint8Array(32).fill(byte),
    endpoint: { family: 4, address: `192.0.2.${byte}`, port: 4000 + byte },
  })),
});

test('invite files come back as they were', (t) => {
  fc.assert(fc.property(file, (made) => t.deepEqual(decodeInviteFile(encodeInviteFile(made)), made)));
});

test('a recorded file stays readable', (t) => {
  t.is(
    text,
    [
      'phantom invite file 1',
      '# Give this file to somebody you trust, who gives it to "phantom join". It holds where nodes are, and their keys.',
      'network c532df41',
      'node ph1qqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyquqqqzqy86z9rcpkc',
      'node ph1qqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpvqqqzqg86y8ssqf6',
      'node ph1qqvpsxqcrqvpsxqcrqvpsxqcrqvpsxqcrqvpsxqcrqvpsxqcrqvpuqqqzqv86xfunr5g',
      'check 2a97ddf6a2c74b0d',
      '',
    ].join('\n'),
  );
});

test('what mail and editors do to a text does not matter', (t) => {
  const wanted = decodeInviteFile(text);
  t.true('nodes' in wanted && wanted.nodes.length === 3);
  for (const same of [
    text.replaceAll('\n', '\r\n'),
    text.replaceAll('\n', '\r'),
    text.replaceAll('\n', '  \n\n'),
    `\ufeff\n  ${text}`,
    text.trimEnd(),
    text.replace(/^#.*\n/m, '# something else\n'),
    `${text}-- \nsomebody's signature\n`,
  ]) {
    t.deepEqual(decodeInviteFile(same), wanted);
  }
});

test('what is wrong is told apart', (t) => {
  const lines = text.trimEnd().split('\n');
  const without = (at: number) => decodeInviteFile(lines.filter((_, other) => other !== at).join('\n'));
  for (const other of ['', 'hello', lines[3]!, lines.slice(1).join('\n'), `${text}${'#'.repeat(5000)}`]) {
    t.deepEqual(decodeInviteFile(other), { what: 'not-an-invite-file' });
  }
  t.deepEqual(decodeInviteFile(text.replace('file 1', 'file 3')), { what: 'unknown-version' });
  t.deepEqual(decodeInviteFile(lines.slice(0, 5).join('\n')), { what: 'cut-off' });
  for (let length = lines[0]!.length; length < text.length - 1; length += 1) {
    t.deepEqual(decodeInviteFile(text.slice(0, length)), { what: 'cut-off' }, `${length}`);
  }
  t.deepEqual(decodeInviteFile(text.replace(/.\n$/, '!\n')), { what: 'changed' });
  for (const line of [2, 3, 4, 5]) t.deepEqual(without(line), { what: 'changed' });
  t.deepEqual(without(6), { what: 'cut-off' });
  const swapped = [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join('\n');
  t.deepEqual(decodeInviteFile(swapped), { what: 'changed' });
  t.deepEqual(decodeInviteFile(text.replace(/^node/m, 'mode')), { what: 'bad-line', line: 4 });
  t.deepEqual(decodeInviteFile(text.replace(/^network ./m, 'network x')), { what: 'bad-line', line: 3 });
  t.deepEqual(decodeInviteFile(text.replace(`${lines[4]}\n`, `${lines[4]!.slice(0, -3)}\n`)), {
    what: 'bad-node',
    line: 5,
    why: 'truncated',
  });
  const none = encodeInviteFile({ network: '00000000', channel: null, secret: null, nodes: [] });
  t.deepEqual(decodeInviteFile(none), { what: 'no-nodes' });
});

test('the key in a file is of the network that the file names, or the file is none', (t) => {
  const nodes = [
    { identityKey: new Uint8Array(32).fill(1), endpoint: { family: 4, address: '192.0.2.1', port: 4000 } },
  ] as const;
  const secret = { name: 'friends', kind: 'invite', key: new Uint8Array(32).fill(7) } as const;
  const made = (channel: InviteFile['channel']) =>
    decodeInviteFile(encodeInviteFile({ network: '00000000', channel, secret, nodes }));
  t.deepEqual(made(secret), {
    network: '00000000',
    channel: { name: 'friends', kind: 'invite' },
    secret,
    nodes,
  });
  t.deepEqual(made({ name: 'others', kind: 'invite' }), { what: 'bad-line', line: 6 });
  t.deepEqual(made({ name: 'friends', kind: 'passphrase' }), { what: 'bad-line', line: 6 });
  const text = encodeInviteFile({ network: '00000000', channel: secret, secret, nodes });
  t.regex(text, /^phantom invite file 2\n.*\n# It holds the key of the network as well/);
});

test('no letter of it can be changed, lost or doubled without being noticed', (t) => {
  const wanted = decodeInviteFile(text);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('change', 'lose', 'double'), (at, how) => {
      const letter = text[at] === 'q' ? 'p' : 'q';
      const middle = how === 'change' ? letter : how === 'lose' ? '' : text[at]!.repeat(2);
      const read = decodeInviteFile(text.slice(0, at) + middle + text.slice(at + 1));
      // Remarks and line ends mean nothing; all else does.
      if (!('what' in read)) t.deepEqual(read, wanted);
    }),
    { numRuns: 2000 },
  );
});

import test from 'ava';
import fc from 'fast-check';
import { packetsOf } from './capture.js';
import { leaksIn } from './leaks.js';

const secret = { name: 'id', bytes: Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + 11) & 0xff) };

test('a planted secret is found in every form, wherever it stands', (t) => {
  const wrap: [string, (before: number) => Buffer | string][] = [
    ['packed', (before) => Buffer.concat([Buffer.alloc(before, 7), secret.bytes, Buffer.alloc(9, 5)])],
    ['hex', (before) => `${'x'.repeat(before)}${Buffer.from(secret.bytes).toString('hex')}y`],
    ['hex in capitals', () => `<${Buffer.from(secret.bytes).toString('hex').toUpperCase()}>`],
    [
      'base64',
      (before) =>
        Buffer.concat([Buffer.alloc(before, 9), secret.bytes, Buffer.alloc(before, 3)]).toString('base64'),
    ],
    [
      'base64url',
      (before) =>
        Buffer.concat([Buffer.alloc(before, 250), secret.bytes, Buffer.of(1)]).toString('base64url'),
    ],
  ];
  for (const [form, plant] of wrap) {
    for (let before = 0; before < 7; before += 1) {
      const found = leaksIn(plant(before), [secret]);
      t.true(found.length > 0, `${form} behind ${before}`);
      t.is(found[0]!.name, 'id');
    }
  }
  const address = { name: 'IP', bytes: Uint8Array.of(192, 168, 77, 4), texts: ['192.168.77.4'] };
  t.deepEqual(leaksIn('from 192.168.77.4:1', [address]), [{ name: 'IP', form: 'text 192.168.77.4' }]);
});

test('nothing is found where nothing is', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (hay) => {
      t.deepEqual(leaksIn(hay, [secret]), []);
      t.deepEqual(leaksIn(Buffer.from(hay).toString('base64'), [secret]), []);
    }),
  );
});

test('a capture is read packet by packet', (t) => {
  const header = Buffer.alloc(24);
  const record = (frame: Buffer): Buffer => {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(frame.length, 8);
    return Buffer.concat([head, frame]);
  };
  const ethernet = (type: number): Buffer =>
    Buffer.concat([Buffer.alloc(12), Buffer.of(type >> 8, type & 255)]);
  const udp = Buffer.from('0fa01388000a0000abcd', 'hex');
  const four = Buffer.from('4500001e00000000401100000a0000010a000002', 'hex');
  const six = Buffer.from(
    '60000000000a1140fd770000000000000000000000000001fd770000000000000000000000000002',
    'hex',
  );
  const padding = Buffer.alloc(16);
  const packets = packetsOf(
    Buffer.concat([
      header,
      record(Buffer.concat([ethernet(0x0800), four, udp, padding])),
      record(Buffer.concat([ethernet(0x0806), padding])),
      record(Buffer.concat([ethernet(0x86dd), six, udp])),
    ]),
  );
  t.deepEqual(
    packets.map(({ from, to, protocol, ports, payload }) => [
      from,
      to,
      protocol,
      ports,
      Buffer.from(payload).toString('hex'),
    ]),
    [
      ['10.0.0.1', '10.0.0.2', 17, [4000, 5000], 'abcd'],
      ['fd77::1', 'fd77::2', 17, [4000, 5000], 'abcd'],
    ],
  );
});

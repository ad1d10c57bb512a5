import test from 'ava';
import type { AddressFacts, CommandError } from '../../src/control/protocol.js';
import { network } from '../helpers/network.js';

test('addresses are made, chosen, removed and restored over the control socket, and outlive a restart', async (t) => {
  const net = await network(t, 2);
  const [node, other] = net.nodes;
  const list = async (of = node!) =>
    ((await of.command('address.list')) as { addresses: AddressFacts[] }).addresses;
  t.deepEqual(await list(), []);
  const { making } = (await node!.command('address.new', { label: 'shop' })) as { making: number };
  let made: AddressFacts | null = null;
  for (let looks = 0; !made && looks < 1_000; looks += 1) {
    await net.pass(100);
    made = ((await node!.command('address.making', { making })) as { address: AddressFacts | null }).address;
  }
  t.regex(made!.address, /^2001:25:/);
  t.deepEqual(await list(), [{ ...made!, isLasting: true, label: 'shop', isDefault: true, keptBy: null }]);
  await node!.command('address.default', { address: 'shop' });
  await node!.stop();
  await node!.restart();
  t.is((await list())[0]!.address, made!.address);

  const passphrase = 'four words nobody joins';
  const { backup } = (await node!.command('address.backup', { passphrase })) as { backup: string };
  t.deepEqual(await node!.command('address.remove', { address: made!.address.toUpperCase() }), {
    removed: made!.address,
  });
  t.deepEqual(await list(), []);
  t.deepEqual(await other!.command('address.restore', { backup, passphrase }), {
    restored: [made!.address],
    there: [],
  });
  t.is((await list(other))[0]!.label, 'shop');
});

test('what is wrong is said in words', async (t) => {
  const { nodes } = await network(t, 1);
  const table: [method: string, params: Record<string, unknown>, code: string][] = [
    ['address.new', { label: 7 }, 'label-bad'],
    ['address.new', { label: '\u0007' }, 'label-bad'],
    ['address.making', { making: 9 }, 'making-unknown'],
    ['address.default', { address: '::1' }, 'address-unknown'],
    ['address.remove', { address: '' }, 'address-unknown'],
    ['address.remove', {}, 'bad-request'],
    ['address.backup', { passphrase: 'long enough' }, 'backup-empty'],
    ['address.restore', { backup: 'x', passphrase: 'y' }, 'backup-none'],
  ];
  for (const [method, params, code] of table) {
    const error = (await t.throwsAsync(async () => nodes[0]!.command(method, params))) as CommandError;
    t.is(error.code, code, method);
    t.regex(error.message, /^[A-Z"].*\.$/s);
  }
});

import { join } from 'node:path';
import test from 'ava';
import { lookAtMachine, type MachineParts } from '../../src/doctor/machine.js';
import { Recorder } from '../../src/system/recorder.js';
import { bridge, lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

function parts(change: Partial<MachineParts> = {}): MachineParts {
  return {
    runner: new Recorder({ 'ip -4 route show default': { stdout: 'default via 192.168.1.1 dev eth0\n' } }),
    interfaces: () => [
      { name: 'eth0', family: 4, address: '192.168.1.7', prefix: 24 },
      { name: 'eth0', family: 6, address: '2a00:1::7', prefix: 64 },
    ],
    date: () => 5,
    read: async () => '0\n',
    exists: async () => true,
    multicast: async (addresses) => addresses.length === 1,
    ...change,
  };
}

test('what the machine shows', async (t) => {
  t.deepEqual(await lookAtMachine(parts()), {
    date: 5,
    interfaces: ['eth0'],
    route4: true,
    route6: false,
    hasPublic6: true,
    isIpv6Off: false,
    multicast: true,
    hasTun: true,
  });
});

test('what cannot be found out is said to be unknown', async (t) => {
  const bare = parts({
    runner: new Recorder({ ip: { code: 127 } }),
    interfaces: () => [],
    read: async () => null,
    exists: async () => false,
  });
  t.like(await lookAtMachine(bare), {
    interfaces: [],
    route4: null,
    route6: null,
    multicast: null,
    isIpv6Off: true,
    hasTun: false,
  });
});

const doctor = join(process.cwd(), 'build/js/src/doctor');

netTest(
  'whether calls to the local network go out, with and without a firewall that forbids them',
  async (t) => {
    const { hosts } = await bridge(t, 1);
    const [host] = hosts as [(typeof hosts)[number]];
    const hears = () =>
      host.evaluate(async ({ module, address }) => (await import(module)).canMulticast([address]), {
        module: `${doctor}/multicast.js`,
        address: host.ipv4,
      });
    t.true(await hears());
    const nft = (...words: string[]) => host.run('/usr/sbin/nft', ...words);
    await nft('add', 'table', 'inet', 'wall');
    await nft('add', 'chain', 'inet', 'wall', 'out', '{ type filter hook output priority 0; }');
    await nft('add', 'rule', 'inet', 'wall', 'out', 'ip', 'daddr', '224.0.0.0/4', 'drop');
    t.false(await hears());
  },
);

netTest('phantom doctor on a PC without a network and without a node', async (t) => {
  const host = await lonely(t);
  const { code, out } = await host.evaluate(
    async (main: string) => {
      const { spawnSync } = await import('node:child_process');
      const run = spawnSync(process.execPath, [main, 'doctor', '--json'], { encoding: 'utf8' });
      return { code: run.status, out: run.stdout };
    },
    join(process.cwd(), 'build/js/src/cli/main.js'),
  );
  t.is(code, 1);
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: { check: string; why: string }[] };
  t.false(ok);
  t.is(checks.find(({ check }) => check === 'node')?.why, 'off');
  t.is(checks.find(({ check }) => check === 'network')?.why, 'none');
});

import test, { type ExecutionContext } from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { seededRandom } from '../../src/crypto/random.js';
import { silentLog } from '../../src/log/log.js';
import { startMapper } from '../../src/mapping/mapper.js';
import { routerIn } from '../../src/mapping/system.js';
import { locationIn, serviceIn } from '../../src/mapping/upnp.js';
import type { Interface } from '../../src/net/interfaces.js';
import { grow } from '../../src/simulation/life.js';
import { Population } from '../../src/simulation/population.js';
import { PcpRouter } from '../helpers/pcp-router.js';

const minute = 60_000;
const port = 4567;
const home: Interface = { name: 'eth0', family: 4, address: '192.168.1.2', prefix: 24 };

function setUp(
  t: ExecutionContext,
  router: PcpRouter,
  interfaces: () => readonly Interface[] = () => [home],
) {
  const clock = new VirtualClock();
  const random = seededRandom(t.title);
  const mapper = startMapper({ clock, random, log: silentLog, gateway: router, interfaces, port });
  return { clock, mapper };
}

test('a mapping is asked for, renewed at half its life, and given back', async (t) => {
  const router = new PcpRouter({ address: '20.0.0.1', port: 7000 });
  const { clock, mapper } = setUp(t, router);
  await clock.run(2_000);
  t.deepEqual([mapper.kind, mapper.mapped], ['pcp', { family: 4, address: '20.0.0.1', port: 7000 }]);
  const first = mapper.mapped;
  await clock.run(29 * minute);
  t.is(router.asked.length, 1);
  await clock.run(2 * minute);
  t.deepEqual(
    router.asked.map(({ life }) => life),
    [3600, 3600],
  );
  t.is(mapper.mapped, first, 'the same place is the same object');
  await mapper.close();
  t.deepEqual(router.asked.at(-1), { port, life: 0 });
  t.deepEqual([mapper.kind, mapper.mapped], ['none', null]);
});

test('who gets no answer asks ever more rarely; another router is asked at once, and none not at all', async (t) => {
  const router = new PcpRouter(null);
  const { clock, mapper } = setUp(t, router);
  await clock.run(10 * minute);
  t.is(mapper.kind, 'none');
  router.outside = { address: '20.0.0.1', port: 7000 };
  router.address = '192.168.1.254';
  await clock.run(minute);
  t.is(mapper.kind, 'pcp');
  router.address = null;
  await clock.run(minute);
  t.deepEqual([mapper.kind, mapper.mapped], ['none', null]);
  await mapper.close();
  t.is(router.asked.filter(({ life }) => life === 0).length, 0, 'what is out of reach is not given back');
});

test('nothing is asked for with a public address, and nothing believed of another machine, or of a router behind a router', async (t) => {
  const open = new PcpRouter({ address: '20.0.0.1', port: 7000 });
  const own = setUp(t, open, () => [home, { ...home, name: 'eth1', address: '20.0.0.1', prefix: 16 }]);
  const liar = new PcpRouter({ address: '20.0.0.1', port: 7000 });
  liar.from = { family: 4, address: '192.168.1.77', port: 5351 };
  const lied = setUp(t, liar);
  const double = setUp(t, new PcpRouter({ address: '10.0.0.7', port: 7000 }));
  for (const { clock, mapper } of [own, lied, double]) {
    await clock.run(5 * minute);
    t.is(mapper.mapped, null);
    await mapper.close();
  }
  t.is(open.asked.length, 0);
});

test('descriptions of other machines than the router are not fetched, nor asked', (t) => {
  const answer = (location: string) => `HTTP/1.1 200 OK\r\nST: x\r\nLOCATION: ${location}\r\n\r\n`;
  t.is(locationIn(answer('http://192.168.1.1:5000/root.xml'), '192.168.1.1')?.port, '5000');
  for (const bad of ['http://192.168.1.9/a', 'https://192.168.1.1/', 'file:///etc/passwd', 'nonsense'])
    t.is(locationIn(answer(bad), '192.168.1.1'), null, bad);
  const base = new URL('http://192.168.1.1:5000/root.xml');
  const description = (url: string) =>
    `<root><service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>${url}</controlURL></service></root>`;
  t.is(serviceIn(description('/ctl/IPConn'), base)?.url.href, 'http://192.168.1.1:5000/ctl/IPConn');
  t.is(serviceIn(description('http://10.0.0.1/ctl'), base), null);
  t.is(serviceIn('<root>', base), null);
});

test('the default router is read from the table of routes', (t) => {
  const head = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n';
  const rows = [
    'wlan0\t00000000\t0201A8C0\t0003\t0\t0\t600\t00000000',
    'eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000',
    'eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF',
  ];
  t.is(routerIn(head + rows.join('\n')), '192.168.1.1');
  t.is(routerIn(head + rows[2]), null);
  t.is(routerIn(''), null);
});

test('the port that a router opened is told once strangers have come through it, and no longer than it is open', async (t) => {
  const population = new Population(t.title);
  t.teardown(() => population.stop());
  await grow(population, 40);
  const place = population.newHome('port-restricted');
  const nat = place.options.nat!;
  const outside = { address: nat.address, port: 7000 };
  let isOpen = false;
  const router = new PcpRouter(outside, ({ port: inside, life }) => {
    if (life > 0 && isOpen) nat.open(inside, outside.port);
    else nat.shut(outside.port);
  });
  router.life = 120;
  const node = await population.add(population.inviter(), { home: place, gateway: router });
  const told = () => node.rooms!.reach.standing().endpoints.map((endpoint) => endpoint.port);
  await population.clock.run(4 * minute);
  t.is(node.snapshot().reachability.mapping, 'pcp');
  t.is(node.snapshot().reachability.state, 'unreachable', 'the router says so, and lets nobody in');
  t.false(told().includes(outside.port));
  isOpen = true;
  router.outside = { ...outside, port: 7001 };
  Object.assign(outside, { port: 7001 });
  await population.clock.run(10 * minute);
  t.is(node.snapshot().reachability.state, 'reachable');
  t.deepEqual(told(), [7001]);
  router.outside = null;
  nat.shut(7001);
  await population.clock.run(15 * minute);
  t.is(node.snapshot().reachability.mapping, 'none');
  t.is(node.snapshot().reachability.state, 'unreachable');
  t.false(told().includes(7001));
});

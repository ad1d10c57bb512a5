import { opened, openPortsOn } from '../helpers/miniupnpd.js';
import { netTest } from '../helpers/net-test.js';
import { internet } from '../helpers/routers.js';

const modules = Object.fromEntries(
  [
    'mapping/ways',
    'mapping/system',
    'mapping/mapper',
    'net/interfaces',
    'clock/machine-clock',
    'crypto/random',
    'log/log',
  ].map((name) => [name.split('/')[1]!, new URL(`../../src/${name}.js`, import.meta.url).href]),
);
const port = 4567;

for (const kind of ['pcp', 'nat-pmp', 'upnp'] as const) {
  netTest(`Debian's miniupnpd opens a port by ${kind}, lets strangers in there, and closes it`, async (t) => {
    t.timeout(120_000);
    const [home, stranger] = await internet(t, ['masquerade', null]);
    await openPortsOn(t, home!.router!);
    const listener = home!.host.start(process.execPath, '-e', listens, `${port}`);
    const ask = (life: number) =>
      home!.host.evaluate(
        async ({ modules, kind, port, life }) => {
          const { ways } = await import(modules.ways!);
          const { systemGateway: gateway } = await import(modules.system!);
          const { systemRandom: random } = await import(modules.random!);
          const router = gateway.router();
          const asking = { gateway, random, router, own: '192.168.1.2', nonce: new Uint8Array(12).fill(7) };
          return { router, mapping: await ways[kind](asking, { port, outside: port, life }) };
        },
        { modules, kind, port, life },
      );
    const { router, mapping } = await ask(600);
    t.is(router, '192.168.1.1');
    t.like(mapping, { kind, outside: { family: 4, address: home!.address } });
    t.true(mapping.life === 600 || mapping.life === 0);
    t.regex(await opened(home!.router!), new RegExp(`${port}`));
    const knock = () =>
      stranger!.host.run(process.execPath, '-e', knocks, home!.address, `${mapping.outside.port}`);
    await knock();
    t.is(listener.output().trim(), `${stranger!.address} says knock`);
    await ask(0);
    t.notRegex(await opened(home!.router!), new RegExp(`${port}`));
    await knock();
    t.is(listener.output().trim().split('\n').length, 1, 'and nobody gets in any more');
  });
}

netTest(
  'a node has its port opened, and given back at its end; one with a public address asks for nothing',
  async (t) => {
    t.timeout(120_000);
    const [home, open] = await internet(t, ['masquerade', null]);
    await openPortsOn(t, home!.router!);
    const story = async ({ modules, port }: { modules: Record<string, string>; port: number }) => {
      const { startMapper } = await import(modules.mapper!);
      const { systemGateway: gateway } = await import(modules.system!);
      const { systemInterfaces: interfaces } = await import(modules.interfaces!);
      const { systemClock: clock } = await import(modules['machine-clock']!);
      const { systemRandom: random } = await import(modules.random!);
      const { silentLog: log } = await import(modules.log!);
      const mapper = startMapper({ clock, random, log, gateway, interfaces, port });
      const end = Date.now() + 10_000;
      while (!mapper.mapped && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
      const seen = { kind: mapper.kind, mapped: mapper.mapped };
      await mapper.close();
      return { ...seen, after: mapper.mapped };
    };
    const mapped = await home!.host.evaluate(story, { modules, port });
    t.deepEqual(mapped, { kind: 'pcp', mapped: { family: 4, address: home!.address, port }, after: null });
    t.notRegex(await opened(home!.router!), new RegExp(`${port}`));
    t.deepEqual(await open!.host.evaluate(story, { modules, port }), {
      kind: 'none',
      mapped: null,
      after: null,
    });
  },
);

const listens = `const socket = require('node:dgram').createSocket('udp4');
socket.on('message', (data, from) => console.log(from.address + ' says ' + data));
socket.bind(Number(process.argv[1]));`;
const knocks = `const socket = require('node:dgram').createSocket('udp4');
socket.send('knock', Number(process.argv[2]), process.argv[1], () => setTimeout(() => socket.close(), 500));`;

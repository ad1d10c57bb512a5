/** The short form of `npm run test:wires`: bytes are right and the way recovers; how fast is for the long one to judge. */
import { badCable } from '../helpers/cable.js';
import { netTest } from '../helpers/net-test.js';
import { type Death, stage } from './stage.js';
import { serveFile, Transfer } from './transfer.js';

/** More than comes while the test runs. */
const fileBytes = 10e9;
const patience = 120_000;

netTest(
  'hops at both ends of the way are killed during a transfer, then all wires lose cells: no byte is wrong',
  async (t) => {
    t.timeout(600_000);
    const scene = await stage(t, 8);
    await serveFile(scene, fileBytes);
    const transfer = new Transfer(scene);
    // No end is the other's guard here, so these die at once, while bytes come.
    let last: Death | null = null;
    for (const role of ['exit-guard', 'entry-guard'] as const) {
      // One at a time: one may be a guard of either end.
      if (last) await scene.revive(last.victim, last.at);
      await transfer.goesOn(2_000_000, patience);
      last = await scene.kill(role, t.log);
      t.false(transfer.isOver, 'the transfer still goes on');
      await transfer.goesOn(2_000_000, patience);
    }
    last!.victim.start();
    t.is(await transfer.verdict(null), null);

    await Promise.all(scene.nodes.map(({ host }) => badCable(t, host, { loss: 0.02 }, t.title)));
    const lost = await scene.client.node.host.run(
      'sh',
      '-c',
      `ping -q -i 0.002 -c 500 ${scene.server.node.host.ipv4} || true`,
    );
    t.notRegex(lost, / 0% packet loss/);
    const inWeather = await Transfer.begun(scene, patience);
    await inWeather.goesOn(1_000_000, patience);
    t.is(await inWeather.verdict(null), null);
    t.true(inWeather.bytes >= 1_000_000);
  },
);

import test from 'ava';
import { joined } from '../helpers/joined.js';

for (const { name, weather, usage } of [
  { name: '2 % loss', weather: { latency: 10, loss: 0.02 }, usage: 20 },
  { name: '100 ± 30 ms', weather: { latency: 100, jitter: 0.3 }, usage: 20 },
  { name: 'both, and doubles', weather: { latency: 100, jitter: 0.3, loss: 0.02, doubles: 0.02 }, usage: 20 },
]) {
  test(`paths in use for five minutes stay open: ${name}`, async (t) => {
    const { lab, nodes, exit, entry, at } = await joined(t, { ...weather, loss: 0 });
    lab.links.board.weather.loss = weather.loss ?? 0;
    const closed: string[] = [];
    exit.onClose = (reason) => closed.push(`exit: ${reason}`);
    entry.onClose = (reason) => closed.push(`entry: ${reason}`);
    let came = 0;
    entry.onCell = () => {
      came += 1;
    };
    entry.send(at.entry, lab.links.random.bytes(1300));
    let sent = 0;
    // One way only: nothing but the pings' answers says that the path lives.
    for (let time = 0; time < 300_000; time += usage) {
      exit.send(at.exit, lab.links.random.bytes(1300));
      sent += 1;
      await lab.pass(usage);
    }
    t.deepEqual(closed, []);
    t.true(came / sent > (weather.loss ? 0.8 : 0.99), `${came} of ${sent}`);
    for (const node of Object.values(nodes)) {
      const bad = Object.keys(node.paths.dropped).filter((reason) => !/^(path-repeated)$/.test(reason));
      t.deepEqual(bad, []);
    }
  });
}

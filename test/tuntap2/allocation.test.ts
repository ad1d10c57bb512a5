import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

netTest('moving packets in batches allocates nothing per packet', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Batch, Device } = await import('tuntap2');
    const { PerformanceObserver } = await import('node:perf_hooks');
    const { setFlagsFromString } = await import('node:v8');
    const { runInNewContext } = await import('node:vm');
    const device = new Device();
    device.ipv4 = '10.6.0.1/24';
    device.isUp = true;
    const batch = new Batch();
    // From 10.6.0.2 to 10.6.0.9, which is nobody: the system takes the packet and drops it.
    const packet = Buffer.alloc(1280);
    packet.set([0x45, 0, 5, 0, 0, 0, 0x40, 0, 64, 17, 0, 0, 10, 6, 0, 2, 10, 6, 0, 9]);
    const run = (rounds: number) => {
      let taken = 0;
      for (let i = 0; i < rounds; i += 1) {
        taken += device.write(batch, 0, batch.slots);
        device.read(batch, 0, 1);
      }
      return taken;
    };
    for (let i = 0; i < batch.slots; i += 1) batch.put(i, packet);
    // The first rounds compile the code.
    run(3000);
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    let collections = 0;
    const observer = new PerformanceObserver((list) => {
      collections += list.getEntries().length;
    });
    await new Promise((resolve) => setImmediate(resolve));
    observer.observe({ entryTypes: ['gc'] });
    const before = process.memoryUsage().heapUsed;
    const packets = run(10_000);
    const grown = process.memoryUsage().heapUsed - before;
    await new Promise((resolve) => setImmediate(resolve));
    device.close();
    return { packets, collections, bytesPerPacket: grown / packets };
  });
  t.is(seen.packets, 640_000);
  t.is(seen.collections, 0);
  t.true(seen.bytesPerPacket < 1, `${seen.bytesPerPacket} bytes per packet`);
});

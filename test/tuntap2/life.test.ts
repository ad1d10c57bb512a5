import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

netTest('open devices do not hold up the end of a process', async (t) => {
  const host = await lonely(t);
  const run = async (code: string) => {
    const started = performance.now();
    const output = await host.run(process.execPath, '--input-type=module', '--eval', code);
    t.true(performance.now() - started < 10_000);
    return output.trim();
  };
  const open = "import { Tun } from 'tuntap2'; const tun = new Tun({ isUp: true });";
  // Only open; read, but not held; read, and left by process.exit.
  t.is(await run(`${open} console.log('end');`), 'end');
  t.is(await run(`${open} tun.on('data', () => {}); tun.unref(); console.log('end');`), 'end');
  t.is(
    await run(`${open} tun.on('data', () => {}); setTimeout(() => process.exit(), 50); console.log('end');`),
    'end',
  );
});

netTest('a device that is read keeps the process alive until it is released', async (t) => {
  const host = await lonely(t);
  const code = `import { Tun } from 'tuntap2';
    const tun = new Tun({ isUp: true });
    tun.on('data', () => {});
    setTimeout(() => tun.release(() => console.log('released')), 200).unref();`;
  t.is((await host.run(process.execPath, '--input-type=module', '--eval', code)).trim(), 'released');
});

netTest('workers have devices of their own, which end with them', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Worker } = await import('node:worker_threads');
    const { Tun } = await import('tuntap2');
    const { networkInterfaces } = await import('node:os');
    const devices = () => Object.keys(networkInterfaces()).filter((name) => name.startsWith('w'));
    const own = new Tun({ name: 'w-main', ipv4: '10.9.0.1/24', isUp: true });
    const work = `
      const { parentPort, workerData } = require('node:worker_threads');
      import('tuntap2').then(({ Tun, Batch, Device }) => {
        const tun = new Tun({ name: 'w' + workerData, ipv4: '10.' + workerData + '.0.1/24', isUp: true });
        tun.on('data', () => {});
        new Batch();
        const idle = new Device({ name: 'w-idle' + workerData });
        new Device().close();
        parentPort.postMessage(tun.name);
        parentPort.on('message', () => process.exit());
      });`;
    const before = devices();
    const rounds = [];
    for (let round = 0; round < 3; round += 1) {
      const workers = [1, 2, 3, 4].map(
        (workerData) => new Worker(work, { eval: true, workerData, execArgv: [] }),
      );
      await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));
      const during = devices().length;
      // One ends by itself, the others are torn down from outside in the middle of their work.
      const ended = new Promise((resolve) => workers[0]!.once('exit', resolve));
      workers[0]!.postMessage('end');
      await Promise.all([ended, ...workers.slice(1).map((worker) => worker.terminate())]);
      rounds.push([during, devices().length]);
    }
    own.release();
    return { before, rounds };
  });
  t.deepEqual(seen.before, ['w-main']);
  t.deepEqual(seen.rounds, Array(3).fill([5, 1]));
});

netTest('an error in a listener reaches the process as uncaught, and the device goes on', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Batch, Device } = await import('tuntap2');
    const { createSocket } = await import('node:dgram');
    const device = new Device();
    device.ipv4 = '10.5.0.1/24';
    device.isUp = true;
    const batch = new Batch();
    const events: string[] = [];
    process.on('uncaughtException', (error) => events.push(error.message));
    const socket = createSocket('udp4');
    const done = new Promise<void>((resolve) => {
      let calls = 0;
      device.onReadable = () => {
        device.read(batch, 0, batch.slots);
        calls += 1;
        if (calls === 2) resolve();
        socket.send('again', 9, '10.5.0.2');
        throw new Error(`call ${calls}`);
      };
    });
    device.watch(true);
    socket.send('once', 9, '10.5.0.2');
    await done;
    await new Promise((resolve) => setImmediate(resolve));
    device.close();
    socket.close();
    return events;
  });
  t.deepEqual(seen.slice(0, 1), ['call 1']);
});

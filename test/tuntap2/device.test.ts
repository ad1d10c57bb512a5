import test from 'ava';
import { TuntapError, tuntap } from 'tuntap2';
import { lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';

netTest('a device takes addresses, MTU and state, and the system sees the same', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tun } = await import('tuntap2');
    const { execFileSync } = await import('node:child_process');
    const show = () =>
      JSON.parse(execFileSync('ip', ['-j', 'address', 'show', 'dev', 'phantom0'], { encoding: 'utf8' }))[0];
    const tun = new Tun({ name: 'phantom0' });
    const fresh = [tun.name, tun.isTun, tun.isTap, tun.isUp, tun.ipv4, tun.ipv6, tun.mac];
    tun.mtu = 1280;
    tun.ipv4 = '10.1.2.3/24';
    tun.ipv4 = '10.1.2.4/25';
    tun.ipv6 = '2001:2f::1/28';
    tun.isUp = true;
    tun.ipv6 = '2001:2f::2/28';
    const own = [tun.mtu, tun.ipv4, tun.ipv6, tun.isUp];
    const system = show();
    tun.isUp = false;
    tun.ipv4 = '';
    const after = [tun.isUp, tun.ipv4, show().flags.includes('UP')];
    tun.release();
    return { fresh, own, system, after };
  });
  t.deepEqual(seen.fresh, ['phantom0', true, false, false, '', '', '00:00:00:00:00:00']);
  t.deepEqual(seen.own, [1280, '10.1.2.4/25', '2001:2f::2/28', true]);
  t.is(seen.system.mtu, 1280);
  const addresses = seen.system.addr_info
    .filter((each: { scope: string }) => each.scope === 'global')
    .map((each: { local: string; prefixlen: number }) => `${each.local}/${each.prefixlen}`);
  t.deepEqual(addresses, ['10.1.2.4/25', '2001:2f::2/28']);
  t.deepEqual(seen.after, [false, '', false]);
});

netTest('a TAP device takes a hardware address, a TUN device says that it has none', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tap, Tun } = await import('tuntap2');
    const tap = new Tap({ name: 'bridge%d', mac: '00:11:22:33:44:55', isUp: true });
    const result = [tap.name, tap.isTap, tap.isTun, tap.mac, tap.ipv6];
    const tun = new Tun();
    try {
      tun.mac = '00:11:22:33:44:55';
    } catch (error) {
      result.push((error as Error).message);
    }
    tun.release();
    tap.release();
    return result;
  });
  t.deepEqual(seen.slice(0, 4), ['bridge0', true, false, '00:11:22:33:44:55']);
  t.is(seen[4], 'fe80::211:22ff:fe33:4455/64');
  t.regex(String(seen[5]), /has no hardware address/);
});

netTest('several addresses live on one device', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Device } = await import('tuntap2');
    const device = new Device();
    device.addAddress(6, '2001:2f::1/28');
    device.addAddress(6, '2001:2f::2/128');
    device.addAddress(4, '10.0.0.1/32');
    const both = device.addresses(6).sort();
    device.removeAddress(6, '2001:2f::1/28');
    let twice = '';
    try {
      device.addAddress(4, '10.0.0.1/32');
    } catch (error) {
      twice = (error as { code: string }).code;
    }
    const left = [...device.addresses(6), ...device.addresses(4)];
    device.close();
    return { both, left, twice };
  });
  t.deepEqual(seen.both, ['2001:2f::1/28', '2001:2f::2/128']);
  t.deepEqual(seen.left, ['2001:2f::2/128', '10.0.0.1/32']);
  t.is(seen.twice, 'EEXIST');
});

netTest('release removes the interface at once, and a released device says so', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tun } = await import('tuntap2');
    const { networkInterfaces } = await import('node:os');
    const { readdirSync } = await import('node:fs');
    const files = () => readdirSync('/proc/self/fd').length;
    const before = files();
    const tuns = [1, 2, 3, 4, 5, 6].map(
      (i) => new Tun({ name: `t${i}`, ipv4: `10.0.${i}.1/24`, isUp: true }),
    );
    const up = Object.keys(networkInterfaces()).filter((name) => name.startsWith('t'));
    await Promise.all(tuns.map((tun) => new Promise<void>((resolve) => tun.release(resolve))));
    tuns[0]!.release();
    await new Promise<void>((resolve) => tuns[0]!.release(resolve));
    let message = '';
    try {
      tuns[2]!.mtu = 1300;
    } catch (error) {
      message = (error as Error).message;
    }
    const after = Object.keys(networkInterfaces()).filter((name) => name.startsWith('t'));
    return { up, after, leaked: files() - before, message, name: tuns[2]!.name };
  });
  t.deepEqual(seen.up, ['t1', 't2', 't3', 't4', 't5', 't6']);
  t.deepEqual(seen.after, []);
  t.is(seen.leaked, 0);
  t.is(seen.name, 't3');
  t.is(seen.message, 'setting the MTU of t3 failed: the device was released');
});

netTest('a name that is taken is refused with a sentence', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Tap, Tun } = await import('tuntap2');
    const first = new Tun({ name: 'phantom0' });
    const messages = [];
    for (const open of [
      () => new Tun({ name: 'phantom0' }),
      () => new Tun({ name: 'lo' }),
      () => new Tap({ name: 'phantom0' }),
    ]) {
      try {
        open();
      } catch (error) {
        messages.push((error as Error).message);
      }
    }
    first.release();
    return messages;
  });
  t.is(seen.length, 3);
  t.is(
    seen[0],
    'the TUN device phantom0 is in use by another program: stop that program or choose another name',
  );
  t.regex(seen[1]!, /there is already a network interface lo, of another kind than TUN/);
  t.regex(seen[2]!, /there is already a network interface phantom0, of another kind than TAP/);
});

netTest('without the right to make devices the sentence names that right', async (t) => {
  const host = await lonely(t);
  const code = `import('tuntap2').then(({ Tun }) => new Tun()).then(
    () => console.log('opened'),
    (error) => console.log(JSON.stringify([error.name, error.code, error.message])));`;
  // Still root by name, so that a checkout below /root can be read, but without any right.
  const args = ['--bounding-set=-all', '--inh-caps=-all'];
  const output = await host.run('setpriv', ...args, process.execPath, '--eval', code);
  const [name, errorCode, message] = JSON.parse(output);
  t.is(name, 'TuntapError');
  t.true(['EPERM', 'EACCES'].includes(errorCode), errorCode);
  t.regex(
    message,
    /^opening a TUN device needs (the right CAP_NET_ADMIN|access to \/dev\/net\/tun): run as root, or/,
  );
});

netTest('when somebody else deletes the interface, stream and batch device say so', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { Device, Tun } = await import('tuntap2');
    const { execFileSync } = await import('node:child_process');
    const tun = new Tun({ name: 'phantom0', isUp: true });
    const device = new Device({ name: 'phantom1' });
    const streamError = new Promise<Error>((resolve) => tun.once('error', resolve));
    const deviceError = new Promise<Error>((resolve) => {
      device.onGone = resolve;
    });
    tun.resume();
    device.watch(true);
    execFileSync('ip', ['link', 'delete', 'phantom0']);
    execFileSync('ip', ['link', 'delete', 'phantom1']);
    const errors = await Promise.all([streamError, deviceError]);
    device.close();
    return errors.map((error) => [(error as Error & { code: string }).code, error.message]);
  });
  t.deepEqual(seen, [
    ['ERR_TUNTAP_GONE', 'the network interface phantom0 was deleted by somebody else'],
    ['ERR_TUNTAP_GONE', 'the network interface phantom1 was deleted by somebody else'],
  ]);
});

test('wrong values are refused before anything is opened', (t) => {
  const refused = (options: object, code: string, message: RegExp) => {
    const error = t.throws(() => tuntap(options), { instanceOf: TuntapError });
    if (!error) return;
    t.is((error as TuntapError).code, code);
    t.regex(error.message, message);
  };
  for (const name of [
    'sixteen-letters-',
    'with space',
    'a/b',
    'a:b',
    '.',
    '..',
    'é',
    'a%s',
    '%d%d',
    'nul\0',
  ]) {
    refused({ name }, 'ERR_TUNTAP_NAME', /at most 15 visible ASCII characters/);
  }
  refused({ type: 'wire' }, 'ERR_TUNTAP_TYPE', /"tun" or "tap", got "wire"/);
});

netTest('wrong properties are refused with what was expected and what came', async (t) => {
  const host = await lonely(t);
  const seen = await host.evaluate(async () => {
    const { tuntap } = await import('tuntap2');
    const { networkInterfaces } = await import('node:os');
    const messages: string[] = [];
    for (const options of [
      { ipv4: '10.0.0.1/33' },
      { ipv4: 'fd00::1/64' },
      { ipv6: '10.0.0.1/24' },
      { ipv6: 'fd00::1%eth0/64' },
      { mtu: 67 },
      { mtu: 1280.5 },
      { type: 'tap', mac: '00:11:22:33:44' },
    ] as const) {
      try {
        tuntap({ ...options });
      } catch (error) {
        messages.push((error as Error).message);
      }
    }
    return { messages, left: Object.keys(networkInterfaces()) };
  });
  t.deepEqual(seen.messages, [
    'an IPv4 address with its prefix length such as 10.0.0.1/24 was expected, got "10.0.0.1/33"',
    'an IPv4 address with its prefix length such as 10.0.0.1/24 was expected, got "fd00::1/64"',
    'an IPv6 address with its prefix length such as fd00::1/64 was expected, got "10.0.0.1/24"',
    'an IPv6 address with its prefix length such as fd00::1/64 was expected, got "fd00::1%eth0/64"',
    'an MTU is a whole number of bytes from 68 to 65535, got 67',
    'an MTU is a whole number of bytes from 68 to 65535, got 1280.5',
    'a hardware address such as 00:11:22:33:44:55 was expected, got "00:11:22:33:44"',
  ]);
  t.deepEqual(seen.left, ['lo']);
});

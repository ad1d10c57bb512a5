import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionState } from '../../src/control/protocol.js';
import { eventually, lonely } from '../helpers/namespaces.js';
import { netTest } from '../helpers/net-test.js';
import { RealNode } from '../helpers/real-nodes.js';

netTest('a machine with IPv6 switched off runs a node that only relays, and says so', async (t) => {
  const host = await lonely(t);
  await host.run('sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1', 'net.ipv6.conf.default.disable_ipv6=1');
  const directory = await mkdtemp(join(tmpdir(), 'phantom-no-ipv6-'));
  const node = new RealNode(host, directory);
  t.teardown(async () => {
    await node.stop('SIGKILL');
    await rm(directory, { recursive: true });
  });
  await node.configure('network:\n  private_endpoints: true');
  const program = node.start();
  await eventually('the node runs', 60_000, () => /listening on UDP port|phantom: /.test(program.output()));
  t.regex(program.output(), /the node only relays: .*IPv6 is switched off on this machine/);
  const status = await node.call<{ connection: { state: ConnectionState } }>('status');
  t.not(status.connection.state, 'starting');
  t.is(await node.stop(), 0);
});

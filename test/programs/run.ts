/**
 * `npm run test:programs`: programs as Debian ships them talk over paths, with nothing configured in them for Phantom: nginx and
 * curl, sshd and ssh, git over ssh, a DNS server and dig, iperf3, and a swarm of five BitTorrent clients with their tracker.
 * Each node is a process in a network of its own. Ends with a line that counts.
 */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasPaths, measure, reachable } from '../helpers/hidden.js';
import { keeping } from '../helpers/keeper.js';
import { eventually, type Keeper, unable } from '../helpers/namespaces.js';
import { allLinked, lanSettings, type RealNode, realNodes } from '../helpers/real-nodes.js';
import { Guest, programTree } from './tree.js';

const count = 10;
const patience = 240_000;
const torrentBytes = 10_000_000;
const trackerPort = 6969;
const peerPort = 51_413;

if (unable) {
  console.error(`The programs ${unable.replace(/^needs/, 'need')}.`);
  process.exit(1);
}

let [passed, failed] = [0, 0];

/** One program's story: what it says when it went well. */
async function story(name: string, tell: () => Promise<string>): Promise<void> {
  try {
    console.log(`ok  ${name}: ${await tell()}`);
    passed += 1;
  } catch (error) {
    console.log(`NOT ok  ${name}: ${(error as Error).message.slice(0, 2_000)}`);
    failed += 1;
  }
}

function expect(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`expected ${pattern}, but this came: ${text.slice(0, 500)}`);
}

await keeping(async (keeper) => {
  const tree = await programTree('build/programs', 'build/programs.log');
  const nodes = await realNodes(keeper, count, lanSettings);
  await allLinked(nodes, patience);
  const guests = await Promise.all(nodes.map((node) => guestOn(keeper, node, tree)));
  const [client, server] = [guests[0]!, guests[1]!];
  await hasPaths(nodes[0]!, 1, patience);
  const address = await reachable(nodes[1]!, ['80', '22', '53', '53/udp', '5201', '5201/udp'], patience);
  console.log(`${count} nodes; the server is reached at ${address}`);

  await story('nginx and curl', async () => {
    server.start('nginx', '-g', 'daemon off;');
    const page = await eventually('nginx answers', 60_000, () =>
      client.run('curl', '-sS', '--max-time', '20', `http://[${address}]/`).catch(() => null),
    );
    expect(page, /Welcome to nginx/);
    return `${page.length} bytes of its welcome page`;
  });

  const secret = await withSshKey(tree, client);
  const ssh = ['ssh', '-i', secret, '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
  await story('sshd and ssh', async () => {
    server.start('sh', '-c', 'mkdir -p /run/sshd && exec /usr/sbin/sshd -D -e');
    const said = await eventually('sshd answers', 60_000, () =>
      client.run(...ssh, `root@${address}`, 'echo "$SSH_CONNECTION"').catch(() => null),
    );
    expect(said, /^2001:25:\S+ \d+ 2001:25:/);
    return `the server sees ${said.split(' ')[0]}`;
  });

  await story('git over ssh', async () => {
    await server.run(
      'sh',
      '-ec',
      'cd /srv && git init -q repository && cd repository && head -c 3000000 /dev/urandom > file && git add . && git -c user.name=a -c user.email=a@example.org commit -qm first',
    );
    const head = (await server.run('git', '-C', '/srv/repository', 'rev-parse', 'HEAD')).trim();
    const words = `GIT_SSH_COMMAND='${ssh.join(' ')}' git clone -q 'ssh://root@[${address}]/srv/repository' /srv/clone 2>&1 && git -C /srv/clone rev-parse HEAD`;
    expect(await client.run('sh', '-ec', words), new RegExp(`${head}\\s*$`));
    return `3 MB, commit ${head.slice(0, 12)}`;
  });

  await story('dnsmasq and dig, over UDP and TCP', async () => {
    server.start(
      'dnsmasq',
      '-k',
      '--user=root',
      '--no-resolv',
      '--no-hosts',
      '--address=/shop.example/2001:db8::7',
    );
    const dig = ['dig', `@${address}`, 'shop.example', 'AAAA', '+short', '+timeout=5'];
    const said = await eventually('dnsmasq answers', 60_000, async () => {
      const out = await client.run(...dig).catch(() => '');
      return out.includes('2001:db8::7') ? out : null;
    });
    expect(await client.run(...dig, '+tcp'), /^2001:db8::7$/m);
    return said.trim();
  });

  await story('iperf3', async () => {
    const tcp = await measure(nodes[0]!, nodes[1]!, address, []);
    const udp = await measure(nodes[0]!, nodes[1]!, address, ['-u', '-b', '1M', '-l', '1200']);
    if (!(udp.lost < 50)) throw new Error(`${udp.lost} % of the UDP packets were lost`);
    return `TCP ${(tcp.rate / 1e6).toFixed(1)} Mbit/s; UDP ${(udp.rate / 1e6).toFixed(1)} of 1 Mbit/s`;
  });

  await story('five BitTorrent clients and their tracker', () => swarm(nodes.slice(2), guests.slice(2)));
});

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function guestOn(keeper: Keeper, node: RealNode, tree: string): Promise<Guest> {
  const work = await mkdtemp(join(tmpdir(), 'phantom-programs-'));
  keeper.teardown(() => rm(work, { recursive: true, force: true }));
  return new Guest(node.host, tree, work);
}

/** A key of the client's that lets it in as root everywhere in the tree; its path there. */
async function withSshKey(tree: string, client: Guest): Promise<string> {
  await client.run('sh', '-ec', 'ssh-keygen -q -t ed25519 -N "" -f /srv/key && ssh-keygen -A >/dev/null');
  await mkdir(join(tree, 'root/.ssh'), { recursive: true, mode: 0o700 });
  await appendFile(join(tree, 'root/.ssh/authorized_keys'), await readFile(join(client.work, 'key.pub')), {
    mode: 0o600,
  });
  return '/srv/key';
}

/** One has the file, four get it, all reached at addresses of their own. */
async function swarm(nodes: readonly RealNode[], guests: readonly Guest[]): Promise<string> {
  const [trackerNode, ...peerNodes] = nodes.slice(0, 6) as [RealNode, ...RealNode[]];
  const peers = guests.slice(1, 6);
  const tracker = await reachable(trackerNode, [`${trackerPort}`], patience);
  const program = new URL('./tracker.js', import.meta.url).pathname;
  const tracking = trackerNode.host.start(process.execPath, program, `${trackerPort}`);
  for (const node of peerNodes) {
    const own = await reachable(node, [`${peerPort}`, `${peerPort}/udp`], patience);
    // A peer is reached at the address that it goes out with.
    await node.ask('address', 'default', own);
  }
  const [seed] = peers as [Guest, ...Guest[]];
  const file = createHash('sha256').update('file').digest();
  const content = Buffer.concat(
    Array.from({ length: torrentBytes / 32 }, (_, at) =>
      createHash('sha256').update(file).update(`${at}`).digest(),
    ),
  );
  const sha256 = createHash('sha256').update(content).digest('hex');
  await mkdir(join(seed.work, 'files'));
  await writeFile(join(seed.work, 'files', 'film'), content);
  const announce = `http://[${tracker}]:${trackerPort}/announce`;
  await seed.run('transmission-create', '-p', '-t', announce, '-o', '/srv/film.torrent', '/srv/files/film');
  const torrent = await readFile(join(seed.work, 'film.torrent'));
  const running = await Promise.all(
    peers.map(async (peer) => {
      await writeFile(join(peer.work, 'film.torrent'), torrent);
      return peer.start(
        'sh',
        '-c',
        'mkdir -p /srv/files /srv/t && exec transmission-cli -w /srv/files -g /srv/t -p 51413 -et /srv/film.torrent'.replace(
          ' -et',
          '',
        ),
      );
    }),
  );
  try {
    await eventually('all have the file', 300_000, async () => {
      const sums = await Promise.all(
        peers.map((peer) => peer.run('sh', '-c', 'sha256sum /srv/files/film 2>/dev/null || true')),
      );
      return sums.every((sum) => sum.startsWith(sha256));
    });
  } catch (error) {
    const words = running.map((one) => one.output().slice(-300)).join('\n');
    throw new Error(`${(error as Error).message}\n${tracking.output()}\n${words}`);
  }
  const announced = new Set(tracking.output().match(/peer 2001:25:\S+/g));
  return `${peers.length} have the same ${torrentBytes / 1e6} MB; the tracker saw ${announced.size} AP addresses`;
}

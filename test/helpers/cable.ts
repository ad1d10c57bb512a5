/**
 * Bad weather for whole hosts on any kernel, also one without netem: the wire of a host is cut, and a program puts its frames through that
 * loses, delays and reorders them (fixtures/cable.ts). Only what the host sends meets it, so that a datagram between two hosts meets it once.
 */
import { eventually, type Host, type Keeper } from './namespaces.js';

export interface Weather {
  /** Chance that a frame gets lost. */
  readonly loss?: number;
  /** ms, and by how much more or less a frame may take. */
  readonly delay?: number;
  readonly jitter?: number;
}

const program = new URL('../fixtures/cable.js', import.meta.url).pathname;

/** From now on, and as long as its network is there. */
export async function badCable(keeper: Keeper, host: Host, weather: Weather, seed: string): Promise<void> {
  const { middle, port } = host.plug!;
  const { loss = 0, delay = 0, jitter = 0 } = weather;
  const [near, far, lonelyBridge] = [`${port}near`, `${port}far`, `${port}br`];
  const cable = middle.start(
    process.execPath,
    program,
    near,
    far,
    ...[loss, delay, jitter].map(String),
    `${seed} ${port}`,
  );
  keeper.teardown(async () => void (await cable.stop('SIGKILL')));
  await eventually('the bad cable is there', 20_000, () => {
    if (cable.process.exitCode !== null) throw new Error(`no bad cable: ${cable.output()}`);
    return cable.output().includes('plugged in');
  });
  const link = (...words: string[]) => middle.run('ip', 'link', ...words);
  const plain = ['type', 'bridge', 'mcast_snooping', '0', 'forward_delay', '0'];
  await link('add', lonelyBridge, 'up', ...plain);
  await link('set', near, 'master', lonelyBridge);
  await link('set', far, 'master', 'br0');
  await link('set', port, 'master', lonelyBridge);
}

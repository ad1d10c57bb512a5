/**
 * The networks that this machine takes part in, as far as the caller's are concerned: the main one, whose settings are
 * phantom.yaml, and further ones with settings, state and socket of their own. Here is what is done with files; nodes
 * are asked over their sockets.
 */
import { access, readdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { keepChannel, keptChannel } from '../channel/kept.js';
import { systemClock } from '../clock/machine-clock.js';
import { changeSettings, loadConfig } from '../config/file.js';
import { channelsDirectory, furtherPaths, instanceOf, type Paths } from '../config/paths.js';
import type { Config } from '../config/types.js';
import { ControlClient } from '../control/client.js';
import type { Snapshot } from '../control/protocol.js';
import type { ChannelKind, ChannelSecret } from '../wire/channel.js';
import { encodeInvite, type Invite } from '../wire/invite.js';
import { networkMark } from '../wire/invite-file.js';
import type { Call } from './command.js';
import { basePaths, findPlace, placeConfig } from './place.js';

export interface Network {
  /** Null: the main one. */
  readonly instance: string | null;
  readonly paths: Paths;
  readonly config: Config;
}

/** The main network first, then the others by name. Files that cannot be read as settings are an operator's trouble: it throws. */
export async function networksOf(call: Call): Promise<Network[]> {
  const main = await mainNetwork(call);
  const base = basePaths(call);
  const files = await readdir(channelsDirectory(base)).catch(() => []);
  const instances = files
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  const others = await Promise.all(
    instances.sort().map(async (instance): Promise<Network> => {
      const paths = furtherPaths(base, instance);
      return { instance, paths, config: await loadConfig(paths.config) };
    }),
  );
  return [main, ...others];
}

async function mainNetwork(call: Call): Promise<Network> {
  const place = await findPlace({
    ...call,
    option: (name) => (name === 'channel' ? undefined : call.option(name)),
  });
  return { instance: null, paths: place, config: await placeConfig(call, place) };
}

/** The network of that name and kind, if this machine is in it. */
export async function findNetwork(
  call: Call,
  { name, kind }: { readonly name: string; readonly kind: ChannelKind },
): Promise<Network | null> {
  const isMeant = ({ config }: Network) => config.channel === name && config.channel_kind === kind;
  return (await networksOf(call)).find(isMeant) ?? null;
}

/** The network that is called so. Throws a sentence when there is none. */
export async function networkNamed(call: Call, name: string): Promise<Network> {
  const network = (await networksOf(call)).find(({ config }) => config.channel === name);
  if (network) return network;
  throw new Error(`This machine is in no network "${name}". "phantom channel list" shows those it is in.`);
}

/** Makes files for one more network; its node is not started. Throws a sentence where there is one of that name already. */
export async function addNetwork(
  call: Call,
  secret: ChannelSecret,
  invites: readonly Invite[],
): Promise<Network> {
  const { name, kind } = secret;
  const taken = (await networksOf(call)).find(({ config }) => config.channel === name);
  if (taken && (taken.instance !== null || (await isThere(taken.paths.config)))) {
    throw new Error(
      `This machine is in a network "${name}" already (${taken.config.channel_kind}; settings in ${taken.paths.config}). "phantom channel leave" ends that.`,
    );
  }
  const instance = instanceOf(name);
  const paths = furtherPaths(basePaths(call), instance);
  if (kind !== 'public') await keepChannel(paths.state, secret);
  await changeSettings(paths.config, {
    channel: name,
    channel_kind: kind,
    'first_contact.peers': invites.map(encodeInvite),
    'tun.carries': 'named',
    'control.socket': paths.socket,
  });
  return { instance, paths, config: await loadConfig(paths.config) };
}

/** Makes another network the main one; what the main node keeps of the last one stays, and is not used in the new one. */
export async function changeMain(
  call: Call,
  secret: ChannelSecret,
  invites: readonly Invite[],
): Promise<Network> {
  const { paths, config } = await mainNetwork(call);
  if (secret.kind !== 'public') await keepChannel(paths.state, secret);
  const isSame = config.channel === secret.name && config.channel_kind === secret.kind;
  await changeSettings(paths.config, {
    channel: secret.name,
    channel_kind: secret.kind,
    // Nodes of the last network would only be dialled in vain, and told thereby that this machine has another one.
    'first_contact.peers': [
      ...new Set([...invites.map(encodeInvite), ...(isSame ? config.first_contact.peers : [])]),
    ],
    'control.socket': config.control.socket,
  });
  return await mainNetwork(call);
}

/** Forgets a further network and everything that was its own. */
export async function removeNetwork(call: Call, network: Network): Promise<void> {
  const { paths, config } = network;
  await rm(paths.state, { recursive: true, force: true });
  // Only what lies where such a network's things are put: its settings may name any other place.
  await rm(dirname(paths.socket), { recursive: true, force: true });
  await rm(paths.config, { force: true });
  for (const other of await networksOf(call)) {
    const left = other.config.tun.elsewhere.filter((one) => !config.tun.destinations.includes(one));
    if (left.length < other.config.tun.elsewhere.length)
      await changeSettings(other.paths.config, { 'tun.elsewhere': left });
  }
}

/** What a network's running node says of itself; null while none runs, or may not be asked. */
export async function snapshotOf({ config }: Network): Promise<Snapshot | null> {
  const client = await ControlClient.connect(config.control.socket, systemClock).catch(() => null);
  if (!client) return null;
  try {
    return (await client.call('status')) as Snapshot;
  } catch {
    return null;
  } finally {
    client.close();
  }
}

/** By which its members compare keys; empty where the key is not here, or not for the caller. */
export async function markOf({ paths, config }: Network): Promise<string> {
  const kept = await keptChannel(paths.state, config).catch(() => null);
  return kept ? networkMark(kept.key) : '';
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

/**
 * A channel is a separate Phantom network: a name and a 32-byte key that every handshake and every beacon needs.
 * Nodes of different channels are noise to one another. Here is how a key is come by; kept.ts keeps it, and node/ begins
 * with it. Knows nothing of links.
 */
import { hash } from '../crypto/hash.js';
import { keyOfPassphrase, type PassphraseCost, saltLength } from '../crypto/passphrase.js';
import type { Random } from '../crypto/random.js';
import type { ChannelSecret } from '../wire/channel.js';
import { networkMark } from '../wire/invite-file.js';

/**
 * What a passphrase's key costs, the same for everybody, for ever: who guesses pays it for each guess, a member once. 64 MiB, so
 * that a PC with 512 MB can; 12 passes are two to three seconds of an old core.
 */
export const channelCost: PassphraseCost = { operations: 12, mebibytes: 64 };

/** A shorter one is guessed: whoever records one beacon on a member's LAN can try as many as they can pay for. */
export const shortestPassphrase = 14;

/** The channel whose key is its name's BLAKE2b-256 after "phantom channel": open to everybody who knows the name. */
export function publicChannel(name: string): ChannelSecret {
  return { name, kind: 'public', key: hash(32, 'phantom channel', name) };
}

/**
 * The channel of a name and a passphrase: Argon2id, its salt BLAKE2b-128 of "phantom channel passphrase" and the name, so that
 * one table of guesses serves against one name only. Throws a sentence for a passphrase that is too short.
 */
export async function passphraseChannel(name: string, passphrase: string): Promise<ChannelSecret> {
  const length = [...passphrase.normalize('NFKC').trim()].length;
  if (length < shortestPassphrase) {
    throw new Error(
      `A passphrase of at least ${shortestPassphrase} characters was expected, but it has ${length}: whoever records what members send can try passphrases by the million. Five words drawn by chance are good.`,
    );
  }
  const salt = hash(saltLength, 'phantom channel passphrase', name);
  const key = await keyOfPassphrase(passphrase.trim(), salt, channelCost).catch((error: Error) => {
    throw new Error(
      `The key of the network "${name}" could not be reckoned, which takes ${channelCost.mebibytes} MB of memory for a few seconds: ${error.message}`,
    );
  });
  return { name, kind: 'passphrase', key };
}

/**
 * The same for whoever was told a channel's mark, which tells a wrong passphrase at once: on the network it looks as if nobody
 * were there. Throws a sentence.
 */
export async function passphraseChannelOf(
  name: string,
  mark: string,
  passphrase: string,
): Promise<ChannelSecret> {
  const channel = await passphraseChannel(name, passphrase);
  const own = networkMark(channel.key);
  if (own === mark) return channel;
  throw new Error(
    `This is not the passphrase of the network "${name}": it would have the mark ${own}, and the invite says ${mark}.`,
  );
}

/** A new channel whose key is made by chance: who is to join gets it from a member. */
export function randomChannel(name: string, random: Random): ChannelSecret {
  return { name, kind: 'invite', key: random.bytes(32) };
}

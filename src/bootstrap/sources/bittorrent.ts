/**
 * A meeting place in BitTorrent's DHT, which is there without anybody's server. Nodes that can be reached leave word under
 * a hash that only the channel can reckon; nodes that know too few others look there, and ask whom they find for a card,
 * on which the identity key is: without it nobody can be dialled. Off until the operator has chosen it.
 *
 *     closed -> open, as long as links are few, for half an hour at least, and as long as strangers reach us -> closed
 *
 * It has a UDP port of its own: that of the links answers nobody who does not authenticate, and this one must. Only this
 * one is announced; where the links are is sealed on the card.
 */
import { type Clock, every, type Timer } from '../../clock/clock.js';
import { equal, wipe } from '../../crypto/hash.js';
import type { Random } from '../../crypto/random.js';
import { seedPublicKey, seedSecretKey } from '../../crypto/seed.js';
import { sign } from '../../crypto/sign.js';
import type { Log } from '../../log/log.js';
import { prefixOf } from '../../net/address.js';
import { mayDial } from '../../net/dialable.js';
import type { Endpoint } from '../../net/net.js';
import type { State } from '../../state/state.js';
import { cardSaltLength, cardSeed, decodeCard, encodeCard, hourOf, meetingHash } from '../../wire/meeting.js';
import { enoughLinks, type Found } from '../candidates.js';
import { type Mainline, type MainlineItem, type MainlineNode, signedPart } from '../mainline.js';
import type { Source } from './source.js';

/** How often it is looked what is due, ms. */
const tickEvery = 5_000;
/** First and longest pause between two lookups while links are few, ms; it doubles from one to the other. */
const lookupPauses = { first: 30_000, longest: 1_800_000 } as const;
/** How often word is left: that DHT forgets it after about half an hour. Milliseconds. */
const announceEvery = 1_200_000;
/** It stays open for so long at least, in which strangers may show that we can be reached. Milliseconds. */
const leastOpen = 1_800_000;
/** From so many networks strangers must have written to us before we say that we can be reached. */
const enoughStrangers = 3;
/** Of those who are found in one hour's place so many are asked, each in a network of its own. */
const mostAsked = 12;
/** In a large network only about so many leave word in an hour: the few nodes that keep it are other people's. */
const enoughWords = 256;
/** When the port is taken it is tried again after this, ms. */
const restAfterTrouble = 300_000;

const stateName = 'mainline-nodes';

export interface BittorrentParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly state: State;
  /** Null: there is none, and the source is not enabled. */
  readonly mainline: Mainline | null;
  readonly channelKey: Uint8Array;
  /** Ed25519, 32 bytes. */
  readonly identityKey: Uint8Array;
  /** Looks for others, and leaves no word. */
  readonly isUnlisted: boolean;
  /** Where our links listen. */
  readonly linkPort: number;
  /** UDP port of that DHT's node, 0: any. */
  readonly port: number;
  /** Whom to ask when nobody that was met there before answers, as `host:port`. */
  readonly nodes: readonly string[];
  readonly privateEndpoints: boolean;
  /** Milliseconds since 1970. */
  readonly networkTime: () => number;
  readonly linkCount: () => number;
  /** How many nodes there seem to be; 0: unknown. */
  readonly networkSize: () => number;
  /** Dropped input is counted here by reason. */
  readonly dropped: Record<string, number>;
}

export class BittorrentSource implements Source {
  readonly name = 'bittorrent';
  #found: (who: Found) => void = () => {};
  #timer: Timer | null = null;
  #node: MainlineNode | null = null;
  #work: Promise<void> | null = null;
  #stopped = false;
  #openedAt = 0;
  #restUntil = Number.NEGATIVE_INFINITY;
  #lookAt = Number.NEGATIVE_INFINITY;
  #pause: number = lookupPauses.first;
  #announceAt = Number.NEGATIVE_INFINITY;
  #offeredHour = -1;
  #wasAlone = true;

  constructor(
    readonly enabled: boolean,
    private readonly parts: BittorrentParts,
  ) {}

  /** Begins in the background: joining that DHT takes seconds. */
  async start(found: (who: Found) => void): Promise<void> {
    this.#found = found;
    this.#stopped = false;
    [this.#pause, this.#lookAt] = [lookupPauses.first, Number.NEGATIVE_INFINITY];
    const { clock, random } = this.parts;
    this.#tick();
    this.#timer = every(clock, tickEvery, 0.25, random.next, () => this.#tick());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    // What is under way ends with the node.
    await this.#close();
    await this.#work;
    await this.#close();
  }

  /** Of two pieces of work the second waits for a later tick. */
  #tick(): void {
    this.#work ??= this.#step()
      .catch((error: Error) => {
        this.#restUntil = this.parts.clock.now() + restAfterTrouble;
        this.parts.log.warn(`the meeting in the BitTorrent DHT does not work now: ${error.message}`);
      })
      .finally(() => {
        this.#work = null;
      });
  }

  async #step(): Promise<void> {
    const now = this.parts.clock.now();
    const isNeedy = this.parts.linkCount() < enoughLinks;
    if (!this.#node) {
      if (!isNeedy || now < this.#restUntil) return;
      await this.#open();
    }
    const node = this.#node;
    if (!node || this.#stopped) return;
    const isReachable =
      !this.parts.isUnlisted && (this.parts.privateEndpoints || node.strangers >= enoughStrangers);
    if (!isNeedy && !isReachable && now - this.#openedAt >= leastOpen) {
      this.parts.log.info('links enough; leaving the BitTorrent DHT');
      await this.#close();
      return;
    }
    if (isReachable) await this.#announce(node);
    // Who has just lost everybody does not wait out the pause of better times.
    const isAlone = this.parts.linkCount() === 0;
    if (isAlone && !this.#wasAlone) [this.#pause, this.#lookAt] = [lookupPauses.first, now];
    this.#wasAlone = isAlone;
    if (isNeedy && now >= this.#lookAt) await this.#look(node);
  }

  async #open(): Promise<void> {
    const { mainline, port, nodes, privateEndpoints, dropped, state, log, clock } = this.parts;
    if (!mainline) return;
    const kept = keptNodes(await state.read(stateName));
    const options = { port, privateEndpoints, dropped };
    log.info('looking for nodes by the BitTorrent DHT');
    // Those who are named in the settings are others' servers: asked only when nobody met there before answers.
    for (const first of kept.length > 0 ? [kept, nodes] : [nodes]) {
      const node = await mainline.open({ ...options, nodes: first });
      this.#node = node;
      this.#openedAt = clock.now();
      this.#offeredHour = -1;
      if (this.#stopped) await this.#close();
      await node.joined;
      if (this.#stopped || node.known().length > 0) return;
      if (first === kept) await this.#close();
    }
  }

  async #close(): Promise<void> {
    const node = this.#node;
    this.#node = null;
    if (!node) return;
    const known = node.known();
    await node.close();
    if (known.length > 0) await this.parts.state.write(stateName, new TextEncoder().encode(known.join('\n')));
  }

  async #announce(node: MainlineNode): Promise<void> {
    const { clock, random, networkTime, channelKey, networkSize } = this.parts;
    const hour = hourOf(networkTime());
    if (hour === this.#offeredHour && clock.now() < this.#announceAt) return;
    if (hour !== this.#offeredHour) node.offer([hour - 1, hour, hour + 1].map((at) => this.#item(at)));
    this.#offeredHour = hour;
    this.#announceAt = clock.now() + announceEvery * (0.75 + random.next() / 4);
    if (random.next() * networkSize() < enoughWords) await node.announce(meetingHash(channelKey, hour));
  }

  /** The places of the last and of the next hour are looked into, too: clocks differ, and hours end. */
  async #look(node: MainlineNode): Promise<void> {
    const { clock, random, networkTime, channelKey } = this.parts;
    const hour = hourOf(networkTime());
    for (const at of [hour, hour - 1, hour + 1]) {
      if (this.#stopped || this.parts.linkCount() >= enoughLinks) break;
      const there = this.#fewOf(await node.lookup(meetingHash(channelKey, at)));
      await Promise.all(there.map((who) => this.#ask(node, who, at)));
    }
    this.#lookAt = clock.now() + this.#pause * (0.75 + random.next() / 2);
    this.#pause = Math.min(this.#pause * 2, lookupPauses.longest);
  }

  /** By chance, one of each network, and nobody who may not be dialled: whoever fills that place fills little of this. */
  #fewOf(all: readonly Endpoint[]): Endpoint[] {
    const { random, privateEndpoints } = this.parts;
    const rules = { privateEndpoints, own: [] };
    const mixed = all
      .filter((endpoint) => mayDial(endpoint, 'told', rules))
      .map((endpoint) => ({ endpoint, order: random.next() }))
      .sort((a, b) => a.order - b.order)
      .map(({ endpoint }) => endpoint);
    const byNetwork = new Map(mixed.map((endpoint) => [prefixOf(endpoint), endpoint]));
    return [...byNetwork.values()].slice(0, mostAsked);
  }

  async #ask(node: MainlineNode, who: Endpoint, hour: number): Promise<void> {
    const { channelKey, identityKey, dropped } = this.parts;
    const bytes = await node.ask(who, seedPublicKey(cardSeed(channelKey, hour)));
    if (!bytes || this.#stopped) return;
    const card = decodeCard(bytes, channelKey, hour);
    if (!card) {
      dropped['foreign card'] = (dropped['foreign card'] ?? 0) + 1;
      return;
    }
    if (equal(card.identityKey, identityKey)) return;
    const endpoint: Endpoint = { family: 4, address: who.address, port: card.port };
    this.#found({ peer: { identityKey: card.identityKey, endpoints: [endpoint] }, toldBy: 'told' });
  }

  #item(hour: number): MainlineItem {
    const { channelKey, identityKey, linkPort, random } = this.parts;
    const seed = cardSeed(channelKey, hour);
    const secretKey = new Uint8Array(64);
    seedSecretKey(secretKey, seed);
    const value = encodeCard({ identityKey, port: linkPort }, channelKey, hour, random.bytes(cardSaltLength));
    const unsigned = { publicKey: seedPublicKey(seed), value, sequence: 1 };
    const signature = sign(signedPart(unsigned), secretKey);
    wipe(secretKey);
    return { ...unsigned, signature };
  }
}

/** As they were written; anything else is left out. */
function keptNodes(bytes: Uint8Array | null): string[] {
  const lines = bytes ? new TextDecoder().decode(bytes).split('\n') : [];
  return lines.filter((line) => /^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/.test(line));
}

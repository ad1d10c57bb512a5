import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Batch, cipher, DECIPHER, DIRECTION, ENCIPHER, FIELDS, KEYS_AT, OFFSET } from 'layer-cipher';
import { seal, tagLength } from '../../src/crypto/aead.js';
import { layerKeys } from '../../src/crypto/layer.js';
import { SodiumLayer } from '../../src/crypto/layer-sodium.js';
import { systemRandom } from '../../src/crypto/random.js';
import { bodyLength } from '../../src/wire/sizes.js';
import { bareStream, lioness, threeRounds } from '../helpers/rival-ciphers.js';
import { type Bench, median, rounded } from './figures.js';

/** Bodies in one batch, each under its own keys; and batches in one round. */
const bodies = 64;
const batches = 300;
const keysLength = 128;
/** What architecture and relay budgets are counted in: sealing so much with ChaCha20-Poly1305 by sodium-native. */
const sealedBytes = 1350;

/** Takes one batch through a cipher. */
type Way = () => void;

/**
 * What a layer costs for each body, in one process: the layer cipher, the design's three rounds, LIONESS with BLAKE2b
 * and a bare ChaCha20 stream, in libsodium's calls (one body at a time), in one call of the addon for each body, and in
 * one for a batch of 64. They take turns; the baseline is a ChaCha20-Poly1305 seal by sodium-native in the same run.
 */
export const layerBench: Bench = async (rounds) => {
  const ways = makeWays();
  for (const way of Object.values(ways)) measure(way, 20);
  const micros: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) micros[name]!.push(measure(way, batches));
  }
  const { seal: baseline = [], ...ours } = micros;
  const figures: Record<string, number> = {
    bytes: bodyLength,
    us_seal_1350: rounded(median(baseline), 3),
  };
  for (const [name, values] of Object.entries(ours)) {
    figures[`us_${name}`] = rounded(median(values), 3);
    figures[`seals_${name}`] = rounded(median(values.map((each, i) => each / baseline[i]!)), 2);
  }
  return figures;
};

/** Microseconds of CPU for each body. */
function measure(way: Way, turns: number): number {
  const start = process.cpuUsage();
  for (let turn = 0; turn < turns; turn += 1) way();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / turns / bodies;
}

function makeWays(): Record<string, Way> {
  const arena = systemRandom.bytes(bodies * bodyLength);
  const bodyAt = Array.from({ length: bodies }, (_, i) =>
    arena.subarray(i * bodyLength, (i + 1) * bodyLength),
  );
  const keys = new Uint8Array(bodies * keysLength);
  const keysAt = bodyAt.map((_, i) => keys.subarray(i * keysLength, (i + 1) * keysLength));
  for (const each of keysAt) each.set(layerKeys(systemRandom.bytes(32)));

  /** One libsodium form for each body, as a relay has one for each path. */
  const inTurn = (make: (keys: Uint8Array) => { encipher(body: Uint8Array): void }): Way => {
    const layers = keysAt.map((each) => make(each));
    return () => {
      for (let i = 0; i < bodies; i += 1) layers[i]!.encipher(bodyAt[i]!);
    };
  };
  const wide = keysAt.map((each) => new SodiumLayer(each.slice()));
  const rivals = rivalsAddon();
  return {
    seal: sealing(),
    wide_sodium: inTurn((each) => new SodiumLayer(each.slice())),
    wide_sodium_decipher: () => {
      for (let i = 0; i < bodies; i += 1) wide[i]!.decipher(bodyAt[i]!);
    },
    wide_call: () => {
      for (let i = 0; i < bodies; i += 1) cipher(bodyAt[i]!, keysAt[i]!, ENCIPHER);
    },
    wide_batch: inBatch(arena, keys, ENCIPHER),
    wide_batch_decipher: inBatch(arena, keys, DECIPHER),
    three_rounds_sodium: inTurn(threeRounds),
    lioness_sodium: inTurn(lioness),
    lioness_batch: () => rivals.run(1, arena, keys),
    stream_sodium: inTurn(bareStream),
    stream_batch: () => rivals.run(0, arena, keys),
  };
}

function inBatch(arena: Uint8Array, keys: Uint8Array, direction: number): Way {
  const batch = new Batch({ arena, keys, steps: bodies });
  for (let i = 0; i < bodies; i += 1) {
    batch.steps[i * FIELDS + OFFSET] = i * bodyLength;
    batch.steps[i * FIELDS + KEYS_AT] = i * keysLength;
    batch.steps[i * FIELDS + DIRECTION] = direction;
  }
  return () => batch.run(0, bodies);
}

function sealing(): Way {
  const [key, plain] = [systemRandom.bytes(32), systemRandom.bytes(sealedBytes)];
  const out = new Uint8Array(sealedBytes + tagLength);
  let counter = 0;
  return () => {
    for (let i = 0; i < bodies; i += 1) seal(out, plain, null, counter++, key);
  };
}

interface RivalsAddon {
  /** Enciphers every body of the arena: 0 by a bare stream, 1 by LIONESS. */
  run(which: number, arena: Uint8Array, keys: Uint8Array): void;
}

/** Not among packages/, since nothing but this benchmark wants it: compiled when it is first needed. */
export function rivalsAddon(): RivalsAddon {
  const directory = resolve('test/bench/rivals');
  execFileSync('sh', ['hooks/addon.sh', directory], { stdio: ['ignore', 'ignore', 'inherit'] });
  return createRequire(import.meta.url)(`${directory}/build/rivals.node`);
}

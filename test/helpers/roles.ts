/**
 * Says for everything that nodes opened (tee.ts) in which role they did, and holds what stood in it (sightings.ts) against the
 * table in docs/roles.json and against what is true: who has made which path over whom, who has which address.
 *
 * A node plays many roles at once; here each path, join and question is looked at by itself. Whose path a record belongs to,
 * and at which place, is known from its owner, who sealed the records of one path one after the other, first hop first.
 */

import { idOf } from '../../src/path/ids.js';
import { type BuildRecord, decodeBuildRecord, hopRoles, spliceFlags } from '../../src/wire/build.js';
import { textOf } from '../../src/wire/bytes.js';
import { buildRecordLength, sealedLength } from '../../src/wire/sizes.js';
import { finder, type Leak } from './leaks.js';
import { learnsOf, type RoleRow } from './roles-page.js';
import { cellOf } from './sightings/link.js';
import type { Field, Kind, Sighting } from './sightings/sighting.js';
import { sightingOf } from './sightings/sightings.js';
import type { Opened, Tee } from './tee.js';
import type { World } from './world.js';

export interface Verdict {
  /** Sentences, each once. */
  readonly faults: string[];
  /** What each role has seen. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Path {
  readonly owner: string;
  readonly records: BuildRecord[];
  /** Who has opened which record. */
  readonly openers: string[];
}

/** What a path id on a link is to one of the link's ends. */
interface Place {
  readonly role: string;
  /** What the other end of the link is to it. */
  readonly other:
    | 'owner'
    | 'previous hop'
    | 'next hop'
    | 'splice partner'
    | 'entry node'
    | 'exit node'
    | 'first hop';
  readonly path: Path | null;
}

/** Whom these are read by follows from what they are. */
const readers: Partial<Record<Kind, string>> = {
  'link handshake': 'neighbour',
  'link message': 'neighbour',
  'static key': 'neighbour',
  beacon: 'LAN',
  'build reply': 'owner',
  join: 'entry node',
  question: 'storing node',
  'answer to a question': 'owner',
  'AP record': 'other end',
  'tunnel handshake': 'other end',
  'tunnel cell': 'other end',
};
/** What neighbours say to each other to find nodes names nodes, of course. */
const nodeTalk: ReadonlySet<string> = new Set<Kind>(['link handshake', 'link message', 'beacon']);
/** Fields of neighbours' talk that belong to one who keeps records. */
const keeping = new Set(['slot', 'blinded key', 'revision', 'end of time', 'record, sealed', 'signature']);

export class Roles {
  readonly #paths = new Map<string, { readonly path: Path; readonly at: number }>();
  readonly #entryNodes = new Set<string>();
  readonly #places = new Map<string, Place>();
  readonly #table: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly #names: (hay: Uint8Array) => Leak[];
  readonly #held: (hay: Uint8Array) => Leak[];

  constructor(
    readonly tee: Tee,
    table: readonly RoleRow[],
    readonly world: World,
  ) {
    this.#table = new Map(table.map(({ role }) => [role, learnsOf(table, role)]));
    this.#names = finder(world.nodes.flatMap(({ names }) => names));
    this.#held = finder(world.held);
    this.#readPlans();
    this.#readPlaces();
  }

  /** Everything that was opened from that one on. */
  judge(from = 0): Verdict {
    const faults = new Set<string>();
    const seen = new Map<string, Set<string>>();
    let last: Opened | null = null;
    for (const opened of this.tee.opened.slice(from)) {
      if (opened.plain.length === sealedLength) last = opened;
      const place = last?.event === opened.event ? this.#placeOf(last) : null;
      const sighting = sightingOf(opened);
      const role = this.#roleOf(opened, sighting, place);
      const fields = this.#fieldsOf(sighting, place);
      const fault = (saw: string, by = role) =>
        faults.add(`The ${by} at ${opened.who} saw ${saw} in a ${sighting.kind}.`);
      for (const name of fields) {
        const by = role === 'neighbour' && keeping.has(name) ? 'storing node' : role;
        seen.set(by, (seen.get(by) ?? new Set()).add(name));
        if (!this.#table.get(by)?.[name]) fault(`"${name}", which the table does not allow,`, by);
      }
      for (const name of this.#untrue(opened, sighting)) fault(name);
    }
    for (const { records } of new Set([...this.#paths.values()].map(({ path }) => path)))
      if (records.length > 2 && records.every(({ expiry }) => expiry === records[0]!.expiry))
        faults.add('All hops of a path read the same end of time.');
    return { faults: [...faults], seen };
  }

  /** Which records make up which path. */
  #readPlans(): void {
    const begun = new Map<string, Path>();
    for (const [tag, { who, plain }] of this.tee.sealed) {
      const record = plain.length === buildRecordLength ? decodeBuildRecord(plain) : null;
      if (!record) continue;
      const path = begun.get(who) ?? { owner: who, records: [], openers: [] };
      begun.set(who, path);
      this.#paths.set(tag, { path, at: path.records.length });
      path.records.push(record);
      if (record.role !== hopRoles.pass) begun.delete(who);
    }
  }

  /** Which path id on which link is what. */
  #readPlaces(): void {
    let last: Opened | null = null;
    for (const opened of this.tee.opened) {
      if (opened.plain.length === sealedLength) last = opened;
      const cell = last?.event === opened.event ? last : null;
      const { kind } = opened.plain.length === sealedLength ? { kind: null } : sightingOf(opened);
      if (kind === 'hop record') this.#readRecord(opened, cell);
      if (kind === 'join' && cell && !this.#placeOf(cell)) {
        const id = idOf(cellOf(cell.plain).pathId);
        this.#put(opened.who, cell.by!, id, { role: 'entry node', other: 'exit node', path: null });
        this.#put(cell.by!, opened.who, id, { role: 'exit node', other: 'entry node', path: null });
      }
    }
  }

  #readRecord(opened: Opened, cell: Opened | null): void {
    const found = this.#paths.get(opened.tag);
    if (!found) return;
    const { path, at } = found;
    path.openers[at] = opened.who;
    const record = path.records[at]!;
    if (record.role === hopRoles.entry) this.#entryNodes.add(opened.who);
    const role = roleIn(path, at);
    const id = cell && idOf(cellOf(cell.plain).pathId);
    if (id) {
      // An owner that is a hop of its own path, by chance, is seen as that hop.
      const isOwner = cell.by === path.owner && path.openers[at - 1] !== cell.by;
      const other = isOwner ? 'owner' : 'previous hop';
      this.#put(opened.who, cell.by!, id, { role, other, path });
      if (at === 0) this.#put(path.owner, opened.who, id, { role: 'owner', other: 'first hop', path });
    }
    const next = this.#whoHas(record.next.identityKey);
    if (next) this.#put(opened.who, next, idOf(record.nextPathId), { role, other: 'next hop', path });
    const partner = this.#whoHas(record.splice.identityKey);
    if (partner && record.splicing !== spliceFlags.none)
      this.#put(opened.who, partner, idOf(record.splice.pathId), { role, other: 'splice partner', path });
  }

  #put(who: string, neighbour: string, id: number, place: Place): void {
    this.#places.set(`${who} ${neighbour} ${id}`, place);
  }

  #placeOf({ who, by, plain }: Opened): Place | null {
    return this.#places.get(`${who} ${by} ${idOf(cellOf(plain).pathId)}`) ?? null;
  }

  #whoHas(identityKey: Uint8Array): string | null {
    const key = textOf(identityKey);
    return this.world.nodes.find((node) => textOf(node.identityKey) === key)?.who ?? null;
  }

  #roleOf({ tag }: Opened, { kind }: Sighting, place: Place | null): string {
    const found = kind === 'hop record' ? this.#paths.get(tag) : null;
    if (found) return roleIn(found.path, found.at);
    // A cell on a path id that stands for nothing: anybody's neighbour may send one.
    return readers[kind] ?? place?.role ?? 'neighbour';
  }

  /** Names of the fields, and what the neighbour is that it came from. */
  #fieldsOf({ kind, fields }: Sighting, place: Place | null): string[] {
    const names = fields.map(({ name }) => name);
    if (kind === 'question') return [...names, 'who brings it'];
    // Selectors mean something at the two ends of a path only; all hops between see noise there.
    const isEnd = place && /^(owner|exit node|entry node)$/.test(place.role) && place.other !== 'entry node';
    if (kind === 'cell behind a layer' && !isEnd) return ['cells'];
    if (kind !== 'cell of a path' || !place) return names;
    return [...names, place.other];
  }

  /** What it may not have read, whatever the field is called. */
  #untrue({ who, by, plain, tag }: Opened, { kind, fields }: Sighting): string[] {
    const out: string[] = [];
    for (const { name, form } of this.#held(plain)) {
      const secret = this.world.held.find((one) => one.name === name)!;
      if (!secret.by.has(who)) out.push(`${name} (${form})`);
    }
    if (nodeTalk.has(kind) || by === who) return out;
    const named = new Set(fields.filter(({ names }) => names).flatMap(({ bytes }) => this.#names(bytes)));
    const own = new Set(this.world.nodes.find((node) => node.who === who)?.names.map(({ name }) => name));
    for (const leak of this.#names(plain))
      if (!named.has(leak) && !own.has(leak.name)) out.push(`${leak.name} (${leak.form}) outside its field`);
    for (const field of fields)
      if (/^entry (node|points)$/.test(field.name)) out.push(...this.#noEntries(field));
    const found = this.#paths.get(tag);
    const next = found && this.#whoHas(found.path.records[found.at]!.next.identityKey);
    const opener = found?.path.openers[found.at + 1];
    if (next && opener && next !== opener) out.push(`${next} as the next hop, which is ${opener},`);
    return out;
  }

  /** Who is named as an entry node without being the end of an entry path. */
  #noEntries({ name, bytes }: Field): string[] {
    const named = new Set(this.#names(bytes).map((leak) => leak.name));
    const strangers = this.world.nodes.filter(
      ({ who, names }) => !this.#entryNodes.has(who) && names.some((one) => named.has(one.name)),
    );
    return strangers.map(({ who }) => `${who}, which is no entry node, as "${name}"`);
  }
}

function roleIn({ records }: Path, at: number): string {
  if (records[at]!.role === hopRoles.exit) return 'exit node';
  if (records[at]!.role === hopRoles.entry) return 'entry node';
  if (at === 0) return 'guard';
  return records[at - 1]!.splicing === spliceFlags.dial ? 'Y-node' : 'middle';
}

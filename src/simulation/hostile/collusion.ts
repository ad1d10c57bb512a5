/**
 * What the members of one attacker know together: one another, the honest nodes, the nodes they make up. It keeps
 * them in honest tables by dialling as an eager newcomer would, and lets each act in its own way. Made by scenarios,
 * which say who is honest: an attacker that crawls the network knows it, too.
 */
import { every, type Timer } from '../../clock/clock.js';
import { equal } from '../../crypto/hash.js';
import type { Identity } from '../../crypto/identity.js';
import { k, type NodeContact } from '../../dht/table.js';
import type { Endpoint } from '../../net/net.js';
import { deadEndpoint } from './addresses.js';
import { IdIndex } from './id-index.js';
import { Member, type MemberParts } from './member.js';
import { publish } from './publish.js';
import type { Way } from './way.js';

/** How often each member acts, ms. */
const actEvery = 10_000;

/** After how long the same honest node is dialled again by the same member, ms. */
const dialAgain = 3_600_000;

/** Dials per act while its neighbours do not all know it. */
const dialsPerAct = 4;

export class Collusion {
  readonly members = new IdIndex<Member>();
  /** Contacts without a node behind them. */
  readonly ghosts = new IdIndex<NodeContact>();
  /** Keys, in hex, of records that were sent to honest nodes without a token for them. */
  readonly stuffed = new Set<string>();
  #honest = new IdIndex<NodeContact>();
  #timers: Timer[] = [];

  /** @param knownTo how many honest nodes, near ones first, a member that joins makes itself known to */
  constructor(
    readonly parts: MemberParts,
    readonly knownTo: number,
  ) {}

  /** One more member that waits to be dialled. */
  async admit(identity: Identity, at: Endpoint, way: Way): Promise<Member> {
    const member = await Member.open(this.parts, identity, at, way);
    this.members.add(member);
    return member;
  }

  /** One more member that makes itself known to honest nodes and acts. */
  async join(identity: Identity, at: Endpoint, way: Way): Promise<Member> {
    const member = await this.admit(identity, at, way);
    const { clock, random } = this.parts;
    this.#timers.push(every(clock, actEvery, 0.5, random.next, () => this.#act(member)));
    return member;
  }

  /** A node that does not exist, by an id made for it; its address is dead unless one is given. */
  addGhost({ publicKey, puzzleNonce, nodeId }: Identity, at?: Endpoint): void {
    const endpoints = [at ?? deadEndpoint(this.parts.random)];
    this.ghosts.add({ identityKey: publicKey, puzzleNonce, nodeId, endpoints });
  }

  /** The honest nodes as they are now. */
  crawled(honest: readonly NodeContact[]): void {
    this.#honest = new IdIndex();
    for (const contact of honest) this.#honest.add(contact);
  }

  get honest(): IdIndex<NodeContact> {
    return this.#honest;
  }

  /** The members nearest to a target, without the one that is asked. */
  nearest(target: Uint8Array, count: number, asked: Member): Member[] {
    return this.members.nearest(target, count + 1).filter((one) => one !== asked);
  }

  /** The member with that id. */
  memberAt(nodeId: Uint8Array): Member | null {
    const [nearest] = this.members.nearest(nodeId, 1);
    return nearest && equal(nearest.nodeId, nodeId) ? nearest : null;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    await Promise.all(this.members.all.map((member) => member.close()));
  }

  #act(member: Member): void {
    const now = this.parts.clock.now();
    const nearest = this.#honest.nearest(member.nodeId, k);
    // Whichever end has dialled.
    for (const { identityKey } of nearest) {
      const link = member.links.find(identityKey);
      if (link) void publish(member, link);
    }
    const due = nearest.filter(
      (one) => !member.links.find(one.identityKey) && now - member.dialledAt(one.nodeId) > dialAgain,
    );
    for (const contact of due.slice(0, dialsPerAct)) void member.dial(contact);
    if (due.length === 0 && member.dialled < this.knownTo) this.#mingle(member, now);
    member.way.act?.(member);
  }

  /** Once its neighbours know it, others shall as well: one honest node by chance. */
  #mingle(member: Member, now: number): void {
    const { all } = this.#honest;
    const one = all[Math.floor(this.parts.random.next() * all.length)];
    if (!one || member.links.find(one.identityKey)) return;
    if (now - member.dialledAt(one.nodeId) > dialAgain) void member.dial(one);
  }
}

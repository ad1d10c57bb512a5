/** Numbers of the protocol first; both ends must agree on them. */

/** Another major version cannot be spoken with, and is reported. */
export const majorVersion = 1;
/** Highest minor version spoken; the lower of both ends' is used. */
export const minorVersion = 0;
/** Suite bit 0: Noise IKpsk0_25519_ChaChaPoly_BLAKE2b and ChaCha20-Poly1305 cells. */
export const suites = 0b1;
/** How far a first message's time may be off, in seconds, and how long its fingerprint is remembered (twice that, by our own clock). */
export const timeTolerance = 600;

/** Our own tuning; each end may choose. All durations in ms. */

/**
 * When is a session replaced? A random time in a range. `paths` counts from the first cell of a path in it, `own` from
 * its making, as long as it carries the neighbours' own messages only: most links are idle most of the time, and a
 * handshake costs both ends more than minutes of keepalives. The responder steps in when the initiator did not.
 */
export const rekeyRange = {
  initiator: { paths: [90_000, 120_000], own: [900_000, 1_500_000] },
  responder: { paths: [135_000, 180_000], own: [1_620_000, 2_280_000] },
} as const;
/** How long may a session be used at all, counted likewise? */
export const sessionLife = { paths: 270_000, own: 2_700_000 } as const;
/** How long after the last cell in it does a session end that a newer one stands in for? */
export const supersededLife = 120_000;
/** How long may the sender be silent? A random time in this range; NATs forget after 30 s. */
export const keepaliveRange = [24_000, 30_000] as const;
/** How long may a peer be silent before the link counts as dead? */
export const silenceLimit = 90_000;
/** How long may a request stay without any sign of life before the peer is probed by a new handshake? */
export const probeAfter = 10_000;
/**
 * First messages to one endpoint in turn, each with the pause after it. The later two go out without a time, in case a
 * clock on either side is wrong; every other one as two halves, in case 1344 bytes do not pass.
 */
export const dialTurns = [
  { pause: 500, isTimed: true, isHalved: false },
  { pause: 1_000, isTimed: true, isHalved: true },
  { pause: 1_500, isTimed: false, isHalved: false },
  { pause: 2_000, isTimed: false, isHalved: true },
] as const;
/**
 * The same for whoever is one of many that may be asked: of what may be in the way, a wrong clock or a small datagram size,
 * each is met once. Most who do not answer are gone, and each message costs two Diffie-Hellmans.
 */
export const briefTurns = [
  { pause: 500, isTimed: true, isHalved: false },
  { pause: 1_000, isTimed: false, isHalved: true },
] as const;
/** When is the confirmation repeated, until the responder is heard? Doubles each time. */
export const confirmAgainAfter = 400;
/** How long is a session kept, at either end, whose initiator's confirmation does not get through? */
export const confirmLimit = 10_000;
/** How many messages and cells that overtook the confirmation are kept until it comes? A new guard gets several builds at once. */
export const maxEarly = 8;
/** How many such sessions at once? */
export const maxUnconfirmed = 1_000;
/** And of one identity: as many as an honest dialler needs that hears none of our answers. */
export const maxUnconfirmedPerPeer = 8;
/** How many links at once? */
export const maxLinks = 2_000;
/** How long is a header key given out, and how long obeyed after its end (longer than a session)? */
export const headerKeyLife = 86_400_000;
export const headerKeyGrace = sessionLife.own + 60_000;
/** How many requests per second may one peer make, and how many at once? */
export const requestRate = { perSecond: 50, burst: 100 } as const;
/** How many first messages per second are worth a Diffie-Hellman: from one prefix, and from everywhere? */
export const firstRatePerPrefix = { perSecond: 10, burst: 30 } as const;
export const firstRate = { perSecond: 200, burst: 400 } as const;
/** The same for first messages without a time. */
export const untimedRatePerPrefix = { perSecond: 1, burst: 2 } as const;
/** How many first messages per second get their Diffie-Hellman without proving their address by a cookie? */
export const easyRate = { perSecond: 20, burst: 60 } as const;
/** How many cookies per second go to one prefix? They are no longer than what asks for them. */
export const cookieRatePerPrefix = { perSecond: 20, burst: 20 } as const;
/** How often may one endpoint ask for a cookie during one dial? */
export const maxRetries = 3;
/** How many answers to one first message are looked at, until one is genuine? Each costs two Diffie-Hellmans. */
export const maxAnswers = 8;
/** How long is a cookie's secret used? A cookie is good for one to two of these. */
export const cookieLife = 120_000;
/** How often may a new address of a peer be asked to prove itself? */
export const challengeAfter = 1_000;
/** How long may cells stand in queues on the way before we slow down? */
export const queueLimit = 30;
/** Over what time at least is the delivered rate measured? */
export const paceWindow = 100;
/** From how many round trips is a queue judged, where the way's own delay jumps? */
export const leastTrips = 6;
/** In which time shall a queue be gone, and by how much of the delivered rate may we fall below it for that? */
export const drainTime = 300;
export const maxDrain = 0.3;
/** When has sending less shown whether a queue is ours: so many ms and round trips after it began, if more than that part of it is left? */
export const proofOfQueue = { after: 1_000, trips: 2, left: 0.7 } as const;
/** By how much does the pace grow per measurement while no queue stands: below the rate where one last stood, near it, and beyond? */
export const paceGrowth = { below: 1.15, near: 1.02, beyond: 1.5 } as const;
/** After how many cells received without sending anything does a cell go out just to report? */
export const reportEvery = 16;
/** How many cells may wait for the pace: a rate's worth of so many ms, within bounds? */
export const maxQueued = { ms: 500, least: 64, most: 1_000 } as const;
/** How many fingerprints of first messages without a time are kept? */
export const untimedMemory = 2 ** 17;
/** First messages stamped later than our time by so much, in seconds, count as such without a time. */
export const aheadLimit = 60;
/** How far ahead are times of first messages written down, seconds? So much is refused after a node was killed. */
export const reservedAhead = 60;
/** A trial of sizes: how many challenges whole and in halves, how far apart? */
export const sizeTrial = { rounds: 3, pause: 600 } as const;
/** How often may a link that sends whole datagrams doubt that they arrive? */
export const sizeDoubtPause = 30_000;
/** How long does a peer's sending of halves not make us do the same, after whole datagrams of ours were proven? */
export const sizeTrustedFor = 600_000;
/** Sending halves: when is a whole datagram tried again? Twice as long each time, up to the second. */
export const wholeAgainRange = [2_000, 600_000] as const;
/** How many halves may wait for their other one: of cells of links, and of answers to us? */
export const linkHalves = { all: 2_048, perGroup: 64, life: 3_000 } as const;
/** And of first messages, from everywhere and from one prefix; they are strangers'. */
export const firstHalves = { all: 512, perGroup: 16, life: 3_000 } as const;
/** For how long, ms, and of how many addresses is it remembered that we sent there: once to twice as long? Routers forget sooner. */
export const sentGeneration = { life: 900_000, most: 16_384 } as const;
/** How many halves of first messages per second are looked at from one prefix? */
export const halfRatePerPrefix = { perSecond: 20, burst: 60 } as const;
/** Default time for an answer to a request. */
export const requestTimeout = 3_000;

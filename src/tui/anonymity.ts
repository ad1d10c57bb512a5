/** How well this node hides whom, in words: the one place, so that no screen says more than another. Pure. */
import type { AnonymityFacts } from '../control/protocol.js';
import type { Say } from './texts/say.js';

/** Sentences, the most important first. Nobody is hidden where no program's traffic is carried, whatever the network could do. */
export function anonymityWords(facts: AnonymityFacts, say: Say): string[] {
  if (!facts.isRunning) return [say('anonymity.off')];
  const { level, best, relays, prefixes, isLan, waits, areGuardsFirm } = facts;
  return [
    say(`anonymity.${level}`, { count: relays, prefixes }),
    ...(isLan ? [say('anonymity.lan')] : []),
    ...(waits === 'fewer' ? [say('anonymity.fewer', { best: say(`level.${best}`) })] : []),
    ...(waits === 'guards' || waits === 'unkept' ? [say(`anonymity.${waits}`)] : []),
    ...(level !== 'none' && !areGuardsFirm ? [say('anonymity.provisional')] : []),
  ];
}

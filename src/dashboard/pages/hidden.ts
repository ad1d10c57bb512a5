import type { AddressFacts } from '../../control/protocol.js';
import { anonymityWords } from '../../tui/anonymity.js';
import { freshForm, type Item } from '../../tui/form/form.js';
import { printable } from '../../tui/format.js';
import { reachabilityWords } from '../../tui/reachability.js';
import { row, type Style } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type DashboardState, type Desk, noteItems, type Page, shown } from '../page.js';
import { cures } from '../warnings.js';
import { acceptPaths } from './overview.js';

/** How often it is looked whether an address is made, ms. */
const lookEvery = 500;

const levelStyles: Readonly<Record<string, Style>> = {
  none: 'bad',
  practice: 'warn',
  weak: 'warn',
  fair: 'good',
  full: 'good',
};

/** How well is this machine hidden, why, what would help; and its addresses. */
export const hidden: Page = {
  help: 'hidden.help',
  asks: [
    { fact: 'addresses', method: 'address.list', key: 'addresses' },
    { fact: 'exposed', method: 'expose.list', key: 'exposed' },
  ],
  items(state, say) {
    if (state.seen.state !== 'up') return [];
    return [
      ...levelItems(state, say),
      { kind: 'gap' },
      ...addressItems(state, say),
      { kind: 'gap' },
      { kind: 'field', id: 'label', label: say('hidden.label'), value: state.typed.label ?? '' },
      ...(state.making === null
        ? [{ kind: 'button', id: 'new', text: say('hidden.new') } as const]
        : [{ kind: 'text', text: say('hidden.making', { tries: state.making.toFixed(1) }) } as const]),
      ...noteItems(state),
    ];
  },
  async act(action, desk) {
    if (action.type === 'choose') desk.update({ chosen: { ...desk.state.chosen, address: action.option } });
    if (action.type !== 'press') return;
    const address = chosenAddress(desk.state)?.address ?? '';
    if (action.id === 'new') await make(desk);
    else if (action.id === 'accept') desk.ask({ id: 'accept', text: desk.say('hidden.accept.ask') });
    else if (action.id === 'qr') desk.update({ qr: address });
    else if (action.id === 'default') await choose(desk, address);
    else if (action.id === 'fresh') await choose(desk, null);
    else if (action.id === 'open') await expose(desk, 'add', address);
    else if (action.id === 'close') await expose(desk, 'remove', address);
    else if (action.id === 'remove') {
      desk.ask({ id: 'remove', text: desk.say('hidden.remove.ask', { address }), about: address });
    }
  },
  async confirmed({ id, about = '' }, desk) {
    if (id === 'accept') {
      await acceptPaths(desk);
      return;
    }
    const { removed } = (await desk.call('address.remove', { address: about })) as { removed: string };
    desk.note(desk.say('address.removed', { address: removed }));
    await desk.refresh();
  },
};

/** The level, why it is so, and what would make it better. */
function levelItems(state: DashboardState, say: Say): Item[] {
  if (state.seen.state !== 'up') return [];
  const { snapshot } = state.seen;
  const { anonymity } = snapshot;
  const [first = '', ...reasons] = anonymityWords(anonymity, say);
  const { isRunning, relays: count, prefixes, hops, areGuardsFirm, level } = anonymity;
  const why = isRunning
    ? [
        say('hidden.relays', { count, prefixes }),
        ...(hops > 0 ? [say('hidden.hops', { count: hops })] : []),
        ...(hops > 0 && areGuardsFirm ? [say('hidden.firm')] : []),
      ]
    : [say('hidden.off', { count, prefixes })];
  const better = isRunning ? say(`hidden.better.${level}`) : say('hidden.better.off');
  return [
    { kind: 'text', text: first, style: isRunning ? levelStyles[level]! : 'bad' },
    ...reasons.map((text): Item => ({ kind: 'text', text, style: 'warn' })),
    { kind: 'text', text: [...why, reachabilityWords(snapshot, say)].join(' ') },
    { kind: 'text', text: better },
    ...(cures(state).includes('accept')
      ? [{ kind: 'button', id: 'accept', text: say('cure.accept') } as const]
      : []),
  ];
}

function addressItems(state: DashboardState, say: Say): Item[] {
  const { addresses } = state.facts;
  if (!addresses) return [shown([row(say('hidden.waiting'))])];
  const chosen = chosenAddress(state);
  if (!chosen) return [{ kind: 'text', text: say('address.none') }];
  const ports = (state.facts.exposed ?? []).filter(({ address }) => address === chosen.address);
  const open = ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', ');
  const openText = open === '' ? say('hidden.closed') : say('hidden.open', { ports: open });
  return [
    {
      kind: 'list',
      id: 'address',
      label: say('hidden.addresses'),
      options: addresses.map((one) => ({ id: one.address, text: addressText(one, say) })),
      chosen: chosen.address,
      empty: say('hidden.unmatched'),
    },
    { kind: 'button', id: 'qr', text: say('invite.qr') },
    ...(chosen.isDefault && chosen.isLasting
      ? [{ kind: 'button', id: 'fresh', text: say('hidden.fresh') } as const]
      : chosen.isDefault
        ? []
        : [{ kind: 'button', id: 'default', text: say('hidden.default') } as const]),
    ...(chosen.isLasting ? [{ kind: 'button', id: 'remove', text: say('hidden.remove') } as const] : []),
    { kind: 'text', text: [...foundWords(chosen, say), openText].join(' ') },
    { kind: 'field', id: 'port', label: say('hidden.port'), value: state.typed.port ?? '' },
    { kind: 'button', id: 'open', text: say('hidden.port.open') },
    ...(ports.length > 0 ? [{ kind: 'button', id: 'close', text: say('hidden.port.close') } as const] : []),
  ];
}

function addressText({ address, isLasting, isDefault, label }: AddressFacts, say: Say): string {
  const words = [
    ...(label === '' ? [] : [printable(label)]),
    say(isLasting ? 'address.lasting' : 'address.fresh') + (isDefault ? say('address.default') : ''),
  ];
  return `${address}  ${words.join(', ')}`;
}

function foundWords({ keptBy }: AddressFacts, say: Say): string[] {
  return keptBy === null ? [] : [say(keptBy > 0 ? 'hidden.found' : 'hidden.unfound')];
}

/** The one that was chosen, else the one that programs go out with. */
function chosenAddress({ facts, chosen }: DashboardState): AddressFacts | undefined {
  const all = facts.addresses ?? [];
  return all.find(({ address }) => address === chosen.address) ?? all[0];
}

/** Makes an address, which takes a while; this page may be left meanwhile. */
async function make(desk: Desk): Promise<void> {
  const label = desk.state.typed.label ?? '';
  const { making } = (await desk.call('address.new', { label })) as { making: number };
  desk.update({ making: 0, note: null });
  try {
    for (;;) {
      const look = await desk.call('address.making', { making });
      const { tries, address } = look as { tries: number; address: AddressFacts | null };
      if (address) {
        const { typed, chosen } = desk.state;
        desk.update({ typed: { ...typed, label: '' }, chosen: { ...chosen, address: address.address } });
        desk.note(desk.say('hidden.made', { address: address.address }));
        return;
      }
      desk.update({ making: tries / 1e6 });
      await desk.pause(lookEvery);
    }
  } finally {
    desk.update({ making: null });
    await desk.refresh();
  }
}

async function choose(desk: Desk, address: string | null): Promise<void> {
  await desk.call('address.default', { address });
  desk.note(address === null ? desk.say('address.chosen.fresh') : desk.say('address.chosen', { address }));
  await desk.refresh();
}

async function expose(desk: Desk, action: 'add' | 'remove', address: string): Promise<void> {
  const typed = (desk.state.typed.port ?? '').trim();
  const [, digits, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(typed) ?? [];
  if (digits === undefined) throw new Error(desk.say('hidden.port.bad'));
  const answer = await desk.call(`expose.${action}`, { port: Number(digits), protocol, address });
  const { changed } = answer as { changed: boolean };
  const words = {
    add: ['expose.added', 'expose.there'],
    remove: ['expose.removed', 'expose.not-there'],
  } as const;
  const text = desk.say(words[action][changed ? 0 : 1], { port: `${digits}/${protocol}`, address });
  desk.update({ typed: { ...desk.state.typed, port: '' }, form: freshForm('port') });
  desk.note(text);
  await desk.refresh();
}

import type { Item } from '../../tui/form/form.js';
import { row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import type { OwnAddressState } from '../own-address.js';
import type { Page, WizardState } from '../page.js';

/** An address to be reached at, for who wants one, and its backup, which is made or declined with open eyes. */
export const addressPage: Page = {
  id: 'address',
  title: 'own.title',
  help: 'own.help',
  focus: 'go',
  items({ own, unmarked }, say) {
    const isMade = own.making.state === 'made';
    const isKept = own.backup?.isGood === true;
    return [
      { kind: 'text', text: say('own.intro', { page: say('page.hidden') }) },
      { kind: 'gap' },
      ...addressItems(own, say),
      ...(isMade ? backupItems(own, say) : []),
      ...(unmarked === null
        ? []
        : [{ kind: 'text', text: say('joining.unmarked', { why: unmarked }), style: 'warn' } as const]),
      { kind: 'gap' },
      { kind: 'button', id: 'go', text: say(isMade && !isKept ? 'own.without' : 'joining.dashboard') },
      ...(isMade
        ? [
            { kind: 'button', id: 'save', text: say('backup.stick') } as const,
            { kind: 'button', id: 'qr', text: say('invite.qr') } as const,
          ]
        : own.making.state === 'making'
          ? []
          : [{ kind: 'button', id: 'make', text: say('hidden.new') } as const]),
    ];
  },
  act(action, hands) {
    const { own } = hands.state;
    if (action.type === 'edit') hands.update({ own: { ...own, [action.id]: action.value, backup: null } });
    if (action.type !== 'press') return;
    if (action.id === 'make') hands.ownAddress.make();
    else if (action.id === 'save') hands.ownAddress.save();
    else if (action.id === 'qr' && own.making.state === 'made') hands.update({ qr: own.making.address });
    else if (action.id === 'go') hands.finish();
  },
};

export function isConnected(seen: WizardState['seen']): boolean {
  return seen.state === 'up' && seen.snapshot.connection.state === 'connected';
}

function addressItems({ making }: OwnAddressState, say: Say): Item[] {
  if (making.state === 'none') return [];
  const item: Item =
    making.state === 'made'
      ? { kind: 'rows', rows: [row(`  ${making.address}`, 'good')] }
      : making.state === 'making'
        ? { kind: 'text', text: say('hidden.making', { tries: making.tries.toFixed(1) }) }
        : { kind: 'text', text: say('own.failed', { why: making.why }), style: 'warn' };
  return [item, { kind: 'gap' }];
}

function backupItems({ passphrase, repeated, backup }: OwnAddressState, say: Say): Item[] {
  const fields = [
    { kind: 'field', id: 'passphrase', label: say('backup.passphrase'), value: passphrase, secret: true },
    { kind: 'field', id: 'repeated', label: say('backup.again'), value: repeated, secret: true },
  ] as const;
  return [
    { kind: 'text', text: say('own.kept') },
    ...(backup?.isGood ? [] : fields),
    ...(backup ? [{ kind: 'text', text: backup.text, style: backup.isGood ? 'good' : 'warn' } as const] : []),
  ];
}

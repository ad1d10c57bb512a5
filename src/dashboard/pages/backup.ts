/** The part of the page "System" that keeps addresses: to a stick on the disc, else to a file; and from a stick again. */
import { type FormAction, freshForm, type Item } from '../../tui/form/form.js';
import { shortId } from '../../tui/format.js';
import type { Say } from '../../tui/texts/say.js';
import type { FoundText } from '../host.js';
import type { DashboardState, Desk } from '../page.js';

/** How the text of a backup begins (address/backup.ts), and how long none is. */
const begin = '-----BEGIN PHANTOM ADDRESSES-----';
const longest = 48 * 1024;

export function backupItems(state: DashboardState, say: Say): Item[] {
  const { passphrase = '', repeated = '' } = state.typed;
  const { sticks } = state.may;
  return [
    { kind: 'text', text: say('backup.text') },
    { kind: 'field', id: 'passphrase', label: say('backup.passphrase'), value: passphrase, secret: true },
    { kind: 'field', id: 'repeated', label: say('backup.again'), value: repeated, secret: true },
    { kind: 'button', id: 'backup', text: say(sticks ? 'backup.stick' : 'backup.file') },
    ...(sticks ? [{ kind: 'button', id: 'look', text: say('backup.look') } as const] : []),
    ...foundItems(state, say),
  ];
}

function foundItems(state: DashboardState, say: Say): Item[] {
  const { backups } = state;
  if (backups === null) return [];
  if (backups.length === 0) return [{ kind: 'text', text: say('backup.none'), style: 'warn' }];
  return [
    {
      kind: 'list',
      id: 'backups',
      label: say('backup.found'),
      options: backups.map(({ name, stick }, at) => ({
        id: String(at),
        text: say('stick.file', { name, stick }),
      })),
      chosen: String(backups.indexOf(chosenBackup(state)!)),
      empty: say('hidden.unmatched'),
    },
    { kind: 'button', id: 'restore', text: say('backup.restore') },
  ];
}

function chosenBackup({ backups, chosen }: DashboardState): FoundText | undefined {
  return backups?.[Number(chosen.backups ?? 0)] ?? backups?.[0];
}

/** Null when the action is none of these. */
export function actOnBackup(action: FormAction, desk: Desk): Promise<void> | null {
  if (action.type === 'choose' && action.id === 'backups') return choose(action.option, desk);
  if (action.type !== 'press') return null;
  const work = { backup, look, restore }[action.id as 'backup'];
  return work ? work(desk) : null;
}

async function choose(option: string, desk: Desk): Promise<void> {
  desk.update({ chosen: { ...desk.state.chosen, backups: option } });
}

async function look(desk: Desk): Promise<void> {
  const backups = await desk.host.findOnSticks!(begin, longest, desk.say);
  desk.update({ backups, note: null, form: freshForm('passphrase') });
}

async function backup(desk: Desk): Promise<void> {
  const { passphrase = '', repeated = '' } = desk.state.typed;
  if (passphrase !== repeated) throw new Error(desk.say('backup.differs'));
  const { backup: text } = (await desk.call('address.backup', { passphrase })) as { backup: string };
  const { seen } = desk.state;
  const node = seen.state === 'up' ? shortId(seen.snapshot.node.id) : 'node';
  const place = await saveText(desk, `phantom-addresses-${node}.txt`, text);
  forgetPassphrase(desk);
  desk.update({ form: freshForm('backup') });
  desk.note(desk.say('backup.saved', { place }));
}

async function restore(desk: Desk): Promise<void> {
  const { passphrase = '' } = desk.state.typed;
  const answer = await desk.call('address.restore', { backup: chosenBackup(desk.state)!.text, passphrase });
  const { restored, there } = answer as { restored: readonly string[]; there: readonly string[] };
  forgetPassphrase(desk);
  const words = [desk.say('address.restored', { count: restored.length })];
  if (there.length > 0) words.push(desk.say('address.there', { count: there.length }));
  desk.note(words.join(' '));
}

function forgetPassphrase(desk: Desk): void {
  const { passphrase: _, repeated: __, ...typed } = desk.state.typed;
  desk.update({ typed });
}

/** To the stick on the disc, else to where the program was started; resolves to where it is. */
export async function saveText(desk: Desk, file: string, text: string): Promise<string> {
  const { host, say, state } = desk;
  if (!state.may.sticks) return await host.saveFile!(file, text);
  return say('stick.file', { name: file, stick: await host.saveToStick!(file, text, say) });
}

import { freshForm, type Item } from '../../tui/form/form.js';
import { shortId } from '../../tui/format.js';
import type { Say } from '../../tui/texts/say.js';
import { type DashboardState, type Desk, noteItems, type Page } from '../page.js';

/** This machine and its node: off and on again, what is to outlive it, and what a helper wants to see. */
export const system: Page = {
  help: 'system.help',
  isOwn: true,
  focus: ({ may }) => (may.manage ? 'again' : ''),
  items(state, say) {
    if (state.going) return [{ kind: 'text', text: say('system.going') }];
    const { manage, restart } = state.may;
    const canSave = state.may.sticks || state.may.save;
    const button = (id: 'again' | 'restart' | 'reboot' | 'off'): Item => ({
      kind: 'button',
      id,
      text: say(`system.${id}`),
    });
    return [
      ...(manage ? [button('again')] : []),
      ...(restart ? [button('restart')] : []),
      ...(manage ? [{ kind: 'gap' } as const, button('reboot'), button('off')] : []),
      ...(manage || restart ? [{ kind: 'gap' } as const] : []),
      ...(canSave ? [...backupItems(state, say), { kind: 'gap' } as const] : []),
      ...(canSave && state.may.report ? reportItems(state, say) : []),
      ...noteItems(state),
    ];
  },
  async act(action, desk) {
    if (action.type !== 'press') return;
    if (action.id === 'backup') await backup(desk);
    else if (action.id === 'report') await report(desk);
    else if (
      action.id === 'again' ||
      action.id === 'reboot' ||
      action.id === 'off' ||
      action.id === 'restart'
    ) {
      desk.ask({ id: action.id, text: desk.say(`system.${action.id}.ask`) });
    }
  },
  async confirmed({ id }, desk) {
    if (id === 'again') desk.again();
    else if (id === 'restart') await restartNode(desk);
    else if (id === 'off' || id === 'reboot') {
      desk.update({ going: true });
      const why = await desk.host.power(id);
      if (why) {
        desk.update({ going: false });
        desk.note(desk.say('system.failed', { why }), false);
      }
    }
  },
};

/** Restarts the node alone; the dashboard waits for it as for any other start. */
export async function restartNode(desk: Desk): Promise<void> {
  const why = await desk.host.restartNode!();
  if (why) desk.note(desk.say('system.failed', { why }), false);
  else desk.note(desk.say('system.restarting'));
}

function backupItems(state: DashboardState, say: Say): Item[] {
  const { passphrase = '', repeated = '' } = state.typed;
  return [
    { kind: 'text', text: say('backup.text') },
    { kind: 'field', id: 'passphrase', label: say('backup.passphrase'), value: passphrase, isSecret: true },
    { kind: 'field', id: 'repeated', label: say('backup.again'), value: repeated, isSecret: true },
    { kind: 'button', id: 'backup', text: say(state.may.sticks ? 'backup.stick' : 'backup.file') },
  ];
}

function reportItems(state: DashboardState, say: Say): Item[] {
  return [
    { kind: 'text', text: say('report.text') },
    { kind: 'button', id: 'report', text: say(state.may.sticks ? 'report.stick' : 'report.file') },
  ];
}

async function backup(desk: Desk): Promise<void> {
  const { passphrase = '', repeated = '' } = desk.state.typed;
  if (passphrase !== repeated) throw new Error(desk.say('backup.differs'));
  const { backup: text } = (await desk.call('address.backup', { passphrase })) as { backup: string };
  await save(desk, `phantom-addresses-${nodeName(desk)}.txt`, text, 'backup.saved');
  const { passphrase: _, repeated: __, ...typed } = desk.state.typed;
  desk.update({ typed, form: freshForm('backup') });
}

async function report(desk: Desk): Promise<void> {
  const text = await desk.host.report!();
  await save(desk, 'phantom-report.txt', text, 'report.saved');
}

/** To the stick on the disc, else to where the program was started. */
async function save(
  desk: Desk,
  file: string,
  text: string,
  saved: 'backup.saved' | 'report.saved',
): Promise<void> {
  const { host, say, state } = desk;
  const place = state.may.sticks
    ? say('stick.file', { name: file, stick: await host.saveToStick!(file, text, say) })
    : await host.saveFile!(file, text);
  desk.note(say(saved, { place }));
}

function nodeName({ state: { seen } }: Desk): string {
  return seen.state === 'up' ? shortId(seen.snapshot.node.id) : 'node';
}

import type { Item } from '../../tui/form/form.js';
import type { Say } from '../../tui/texts/say.js';
import { type DashboardState, type Desk, noteItems, type Page } from '../page.js';
import { actOnBackup, backupItems, saveText } from './backup.js';

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
    const work = actOnBackup(action, desk);
    // Questions stand before the next key counts, so nothing is waited for on the way to them.
    if (work) {
      await work;
      return;
    }
    if (action.type !== 'press') return;
    if (action.id === 'report') await report(desk);
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

function reportItems(state: DashboardState, say: Say): Item[] {
  return [
    { kind: 'text', text: say('report.text') },
    { kind: 'button', id: 'report', text: say(state.may.sticks ? 'report.stick' : 'report.file') },
  ];
}

async function report(desk: Desk): Promise<void> {
  const text = await desk.host.report!();
  const place = await saveText(desk, 'phantom-report.txt', text);
  desk.note(desk.say('report.saved', { place }));
}

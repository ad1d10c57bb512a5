import type { JoinStep, Snapshot } from '../../control/protocol.js';
import { anonymityWords } from '../../tui/anonymity.js';
import type { Item } from '../../tui/form/form.js';
import { inviteRows } from '../../tui/invite.js';
import { type Row, type Style, span } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import type { Page, WizardState, Work } from '../page.js';
import { isConnected } from './address.js';

type Mark = JoinStep['state'];

const marks: Readonly<Record<Mark, readonly [text: string, style: Style]>> = {
  waiting: ['      ', 'plain'],
  working: [' ...  ', 'accent'],
  done: [' done ', 'good'],
  failed: ['failed', 'bad'],
};

/** The real steps: our own two, then the node's. */
export const joiningPage: Page = {
  id: 'joining',
  title: 'joining.title',
  help: 'joining.help',
  focus: 'go',
  items(state, say) {
    const { work, seen } = state;
    const snapshot = work.state === 'node' && seen.state === 'up' ? seen.snapshot : null;
    const connected = snapshot?.connection.state === 'connected';
    return [
      { kind: 'rows', rows: stepRows(state, snapshot, say) },
      { kind: 'gap' },
      sentence(state, snapshot, say),
      ...(state.unmarked === null
        ? []
        : [
            { kind: 'gap' } as const,
            {
              kind: 'text',
              text: say('joining.unmarked', { why: state.unmarked }),
              style: 'warn',
            } as const,
          ]),
      { kind: 'gap' },
      ...(connected ? inviteItems(state) : []),
      ...(isOurTurn(work) ? [] : buttons(state, connected, say)),
    ];
  },
  act(action, hands) {
    if (action.type !== 'press') return;
    if (action.id === 'again') hands.work();
    else if (action.id === 'change') hands.back();
    else if (action.id === 'invite') hands.showInvite();
    else if (isConnected(hands.state.seen)) hands.next();
    else hands.finish();
  },
};

/** Our own two steps are short; nobody goes on before it is known whether they worked, not even by a second Enter. */
function isOurTurn({ state }: Work): boolean {
  return state === 'idle' || state === 'settings' || state === 'service';
}

/** An invite to this node to copy by hand; the button beside it shows it to a telephone. */
function inviteItems({ invite }: WizardState): Item[] {
  if (!invite) return [];
  return [
    invite.isGood
      ? { kind: 'rows', rows: inviteRows(invite.text) }
      : { kind: 'text', text: invite.text, style: 'warn' },
    { kind: 'gap' },
  ];
}

function buttons({ work, invite }: WizardState, connected: boolean, say: Say): Item[] {
  const label = say(invite?.isGood ? 'invite.qr' : 'invite.own');
  return [
    ...(work.state === 'failed' ? [{ kind: 'button', id: 'again', text: say('button.again') } as const] : []),
    { kind: 'button', id: 'go', text: say(connected ? 'button.continue' : 'joining.leave') },
    ...(connected ? [{ kind: 'button', id: 'invite', text: label } as const] : []),
    { kind: 'button', id: 'change', text: say('joining.change') },
  ];
}

function stepRows({ work }: WizardState, snapshot: Snapshot | null, say: Say): Row[] {
  const order = ['idle', 'settings', 'service', 'node'];
  const failedAt = work.state === 'failed' ? work.at : null;
  const reached = order.indexOf(failedAt ?? work.state);
  const mark = (step: 'settings' | 'service'): Mark => {
    if (failedAt === step) return 'failed';
    const at = order.indexOf(step);
    return reached > at ? 'done' : reached === at ? 'working' : 'waiting';
  };
  const own = [
    stepRow(mark('settings'), say('joining.settings'), ''),
    stepRow(mark('service'), say('joining.service'), ''),
  ];
  const steps: readonly JoinStep[] =
    snapshot?.steps ??
    (['identity', 'socket', 'contact', 'link', 'database'] as const).map((step) => ({
      step,
      state: 'waiting',
      count: 0,
    }));
  return [
    ...own,
    ...steps.map(({ step, state, count }) =>
      stepRow(state, say(`step.${step}`), countNote(step, state, count, say)),
    ),
  ];
}

/** How far a step is. A node that others called first has found nobody itself. */
function countNote(step: JoinStep['step'], state: JoinStep['state'], count: number, say: Say): string {
  if (state === 'waiting' || (count === 0 && step !== 'contact')) return '';
  if (step === 'contact' && count === 0 && state === 'done') return say('joining.foundUs');
  return say(`count.${step}`, { count });
}

function stepRow(mark: Mark, text: string, note: string): Row {
  const [sign, style] = marks[mark];
  return [
    span('  ['),
    span(sign, style),
    span('] '),
    span(text.padEnd(36), mark === 'working' ? 'bold' : 'plain'),
    span(note),
  ];
}

function sentence({ work, seen }: WizardState, snapshot: Snapshot | null, say: Say): Item {
  if (work.state === 'failed')
    return { kind: 'text', text: say('joining.failed', { why: work.why }), style: 'bad' };
  if (!snapshot) {
    const waiting = work.state === 'node' && seen.state !== 'up';
    return { kind: 'text', text: waiting ? say('joining.wait') : '' };
  }
  const { state, reason } = snapshot.connection;
  if (state === 'connected') {
    return { kind: 'text', text: `${say('joining.done')} ${worth(snapshot, say)}`, style: 'good' };
  }
  const identity = snapshot.steps.some(({ step, state: own }) => step === 'identity' && own === 'working');
  if (identity) return { kind: 'text', text: say('joining.identity') };
  const bad = reason === 'no-network' || reason === 'no-source';
  return {
    kind: 'text',
    text: `${say(`why.${reason}`)} ${say('joining.search')}`,
    style: bad ? 'warn' : 'plain',
  };
}

/** Whom this node hides, and how well: nobody without tunnels. */
function worth({ anonymity }: Snapshot, say: Say): string {
  return anonymity.isRunning ? anonymityWords(anonymity, say).join(' ') : say('joining.nobody');
}

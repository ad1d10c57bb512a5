/** Files that answers name: read when the operator goes on, and looked for on sticks. What came of it stands in the wizard's state. */
import { plainInvite } from '../tui/invite.js';
import type { Say } from '../tui/texts/say.js';
import type { Answers } from './answers.js';
import type { Machine } from './machine.js';
import type { WizardState } from './page.js';

/** What the pages may ask for. */
export interface ReadHands {
  /** Reads the invite file that the answer names, and goes on when there are invites in it. */
  invites(): void;
  /** Looks for invite files on sticks that are plugged in. */
  find(): void;
  /** Reads the file that the answer `key` names, and goes on when it lets into a network. */
  entry(): void;
}

interface Reader {
  readonly state: WizardState;
  update(change: Partial<WizardState>): void;
  answer(change: Partial<Answers>): void;
  next(): void;
  say(): Say;
}

export class Reading implements ReadHands {
  constructor(
    private readonly machine: Pick<Machine, 'readInvites' | 'findInvites' | 'readEntry'>,
    private readonly wizard: Reader,
  ) {}

  invites(): void {
    const { wizard } = this;
    const path = plainInvite(wizard.state.answers.invite);
    const say = wizard.say();
    void this.machine.readInvites(path, say).then(
      ({ length }) => {
        wizard.update({ inviteFile: { path, text: say('invite.file.good', { count: length }), good: true } });
        // Somebody may have gone elsewhere meanwhile.
        if (wizard.state.page === 'contact') wizard.next();
      },
      (error: Error) => wizard.update({ inviteFile: { path, text: error.message, good: false } }),
    );
  }

  find(): void {
    const { wizard } = this;
    if (wizard.state.sticks.state === 'looking') return;
    wizard.update({ sticks: { state: 'looking' } });
    void this.machine.findInvites(wizard.say()).then(
      (files) => {
        wizard.update({ sticks: { state: 'found', files } });
        // One file is the one that was meant.
        if (files.length === 1 && wizard.state.page === 'contact') wizard.answer({ invite: files[0]!.path });
      },
      (error: Error) => wizard.update({ sticks: { state: 'failed', why: error.message } }),
    );
  }

  entry(): void {
    const { wizard } = this;
    const { key, language } = wizard.state.answers;
    const path = key.trim();
    const say = wizard.say();
    void this.machine.readEntry(path, language).then(
      (name) => {
        wizard.update({ entryFile: { path, text: say('which.key.good', { name }), good: true } });
        if (wizard.state.page === 'which') wizard.next();
      },
      (error: Error) => wizard.update({ entryFile: { path, text: error.message, good: false } }),
    );
  }
}

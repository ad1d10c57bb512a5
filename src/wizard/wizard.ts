import type { Clock, Timer } from '../clock/clock.js';
import type { LanguageCode } from '../config/languages.js';
import type { ControlError } from '../control/client.js';
import type { Follower } from '../control/follow.js';
import { freshForm } from '../tui/form/form.js';
import { type Say, voice } from '../tui/texts/say.js';
import { type Answers, freshAnswers } from './answers.js';
import { Checking } from './checking.js';
import { Connecting } from './connecting.js';
import { freshState } from './fresh.js';
import { findKeyboard, proposedKeyboard } from './keyboards.js';
import type { Machine, Progress } from './machine.js';
import { isWaiting } from './network.js';
import { OwnAddress } from './own-address.js';
import type { Hands, Page, WizardState } from './page.js';
import { pages } from './pages.js';
import { Reading } from './reading.js';

/** How often are cards, memory of the other console and the like looked at? Milliseconds. */
const lookEvery = 1000;

/** `done`: on to the dashboard, here or on another console; `left`: away from a rehearsal. */
export type WizardResult = 'done' | 'left';

/**
 * The wizard itself: keeps the state, lets pages decide, and does what they ask on the machine. It is shown by
 * screen.ts on a whole terminal, or by plain.ts line by line.
 */
export class Wizard implements Hands {
  state: WizardState = freshState;
  readonly reading: Reading;
  readonly ownAddress: OwnAddress;
  readonly connecting: Connecting;
  #redraw = () => {};
  #end: (result: WizardResult) => void = () => {};
  #timer: Timer | null = null;
  #follower: Follower | null = null;
  #saving: Promise<void> = Promise.resolve();
  #waitingSince: number | null = null;
  /** This console has said that the answers are its own, and nobody has taken them since. */
  #holds = false;
  /** The question whose the answers are, while it is being asked. */
  #holding: Promise<void> = Promise.resolve();
  /** What was pressed meanwhile, in its order; null while nothing is being asked. */
  #pressed: (() => void)[] | null = null;
  #unsaved = false;
  /** Counts carryings-out, so that one that was left no longer speaks. */
  #run = 0;
  #stopped = false;
  readonly #checking: Checking;

  constructor(
    readonly machine: Machine,
    readonly clock: Clock,
  ) {
    this.#checking = new Checking(machine, (medium) => this.update({ medium }));
    this.reading = new Reading(machine, this);
    const call = (method: string, params: Record<string, unknown>) => this.#call(method, params);
    this.ownAddress = new OwnAddress({ machine, clock, wizard: this, call });
    this.connecting = new Connecting(machine.connector, clock, this);
  }

  /**
   * Reads what is there already; to be awaited before the first drawing, so that no page flickers by.
   * @param language to begin in, where none was chosen yet
   */
  async prepare(language: LanguageCode = 'en'): Promise<void> {
    const { machine } = this;
    const [memory, hasMedium, current, progress] = await Promise.all([
      machine.memory().catch(() => 0),
      machine.hasMedium(),
      machine.currentAnswers(),
      machine.loadProgress(),
    ]);
    const answers = { ...freshAnswers, language, ...current, ...progress?.answers };
    const { network = 'public', channel = '' } = current;
    const kept = network === 'public' ? null : { network, channel };
    const medium = { state: hasMedium ? 'idle' : 'none' } as const;
    this.state = { ...this.state, memory, medium, answers, kept };
    const page = pages.find(({ id }) => id === progress?.page)?.id ?? this.shown()[0]!.id;
    this.state = { ...this.state, page };
  }

  start(redraw: () => void, end: (result: WizardResult) => void): void {
    this.#redraw = redraw;
    this.#end = end;
    if (this.state.page === 'joining') this.#resume();
    void this.#look();
  }

  /** Ends it from outside, as Ctrl+C does in a rehearsal. */
  leave(): void {
    this.#end('left');
  }

  stop(): void {
    this.#stopped = true;
    // What still runs neither draws nor watches any more.
    this.#run += 1;
    this.#redraw = () => {};
    this.#timer?.cancel();
    this.#checking.stop();
    this.#follower?.close();
    void Promise.all([this.#saving, this.#holding]).then(() => this.machine.release());
  }

  /**
   * Somebody answers on this console: it takes the answers, unless another one has them.
   * @param press what the key does; done once the answers are known to be this console's, else never
   */
  touch(press: () => void): void {
    if (this.#pressed) this.#pressed.push(press);
    else if (this.#holds) press();
    else {
      this.#pressed = [press];
      this.#holding = this.#hold(false).then(() => {
        const pressed = this.#pressed ?? [];
        this.#pressed = null;
        for (const one of pressed) if (this.#holds && !this.#stopped) one();
      });
    }
  }

  /** Takes the answers from the console that has them. */
  takeOver(): void {
    this.#holding = this.#holding.then(() => this.#hold(true));
  }

  update(change: Partial<WizardState>): void {
    this.state = { ...this.state, ...change };
    this.#redraw();
  }

  answer(change: Partial<Answers>): void {
    this.update({ answers: { ...this.state.answers, ...change } });
    this.#save();
  }

  next(): void {
    this.#turn(1);
  }

  back(): void {
    this.#turn(-1);
  }

  applyKeyboard(id: string): void {
    const keyboard = findKeyboard(id);
    if (!keyboard) return;
    this.answer({ keyboard: id });
    this.update({ keyboard: { state: 'applying', name: keyboard.name } });
    void this.machine.applyKeyboard(keyboard).then((why) => {
      if (this.state.answers.keyboard !== id) return;
      this.update({ keyboard: why ? { state: 'failed', why } : { state: 'applied', name: keyboard.name } });
    });
  }

  chooseLanguage(code: LanguageCode): void {
    const { language, keyboard } = this.state.answers;
    this.answer({ language: code });
    const proposed = proposedKeyboard(keyboard, language, code);
    if (proposed !== keyboard) this.applyKeyboard(proposed);
  }

  checkMedium(): void {
    this.#checking.start();
  }

  leaveCheck(): void {
    this.#checking.stop();
    if (this.state.medium.state === 'checking') this.update({ medium: { state: 'idle' } });
  }

  renewNetwork(): void {
    this.#waitingSince = this.clock.now();
    this.update({ waited: 0 });
    void this.machine.renewNetwork(this.state.cards ?? []);
  }

  work(): void {
    void this.#carryOut();
  }

  showInvite(): void {
    if (this.state.invite?.isGood) {
      this.update({ qr: this.state.invite.text });
      return;
    }
    void this.#call('invite.create').then(
      (answer) => {
        const { invite } = answer as { invite: string };
        this.update({ invite: { text: invite, isGood: true } });
      },
      (error: Error) => this.update({ invite: { text: error.message, isGood: false } }),
    );
  }

  finish(): void {
    const told = this.state.unmarked !== null;
    void this.machine.markSetUp(true).then(
      () => this.#end('done'),
      // The questions come again after the next start, and nothing worse.
      (error: Error) => (told ? this.#end('done') : this.update({ unmarked: error.message })),
    );
  }

  async #carryOut(): Promise<void> {
    const { answers } = this.state;
    this.#run += 1;
    const run = this.#run;
    for (const [state, step] of [
      ['settings', () => this.machine.writeSettings(answers)],
      ['service', () => this.machine.startNode()],
    ] as const) {
      this.update({ work: { state } });
      const why = await step();
      // Somebody went back meanwhile; what runs, runs on, but nobody watches it here.
      if (run !== this.#run) return;
      if (why) {
        this.update({ work: { state: 'failed', at: state, why } });
        return;
      }
      if (state === 'settings') await this.#forgetSecrets();
    }
    this.#resume();
  }

  /** What let into a network is needed no more once its key is kept; what the Wi-Fi needs, its service knows. */
  async #forgetSecrets(): Promise<void> {
    this.answer({ connection: { ...this.state.answers.connection, passphrase: '' } });
    if (this.state.answers.network === 'public') return;
    const { network = 'public', channel = '' } = await this.machine.currentAnswers();
    if (network === 'public') return;
    this.update({ kept: { network, channel } });
    this.answer({ channel, passphrase: '', key: '' });
  }

  /** Watches the node, once it was started: by this program, or by one before it that crashed. */
  #resume(): void {
    if (this.#stopped) return;
    this.update({ work: { state: 'node' }, seen: { state: 'connecting' } });
    this.#save();
    this.#watch(this.machine.follow((seen) => this.update({ seen })));
  }

  #watch(follower: Follower | null): void {
    this.#follower?.close();
    this.#follower = follower;
  }

  async #call(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    if (!this.#follower) throw new Error(this.say()('dashboard.away'));
    return await this.#follower.call(method, params);
  }

  #turn(by: 1 | -1): void {
    const shown = this.shown();
    const at = shown.findIndex(({ id }) => id === this.state.page);
    const page = shown[at + by];
    if (!page) return;
    this.leaveCheck();
    this.#run += 1;
    // The last page goes on from where joining came to, and back to it.
    const isJoined = page.id === 'address' || this.state.page === 'address';
    if (!isJoined) this.#watch(null);
    const fresh = freshForm(page.focus);
    this.update({
      page: page.id,
      work: isJoined ? this.state.work : { state: 'idle' },
      isTried: false,
      isSecretShown: false,
      // Going back finds a page as it was left; going on, the button to go on from.
      forms: by === 1 ? { ...this.state.forms, [page.id]: fresh } : this.state.forms,
    });
    this.#save();
  }

  /** The regular look at everything that changes by itself. */
  async #look(): Promise<void> {
    const cards = await this.machine.cards().catch(() => []);
    const now = this.clock.now();
    this.#waitingSince = isWaiting(cards) ? (this.#waitingSince ?? now) : null;
    const waited = this.#waitingSince === null ? 0 : now - this.#waitingSince;
    const elsewhere = await this.machine.heldElsewhere();
    const other = elsewhere !== null || this.state.elsewhere !== null;
    // The other console has come to the end of it, or was left half-way.
    if (other && (await this.machine.isSetUp())) this.#end('done');
    else if (other && elsewhere === null) await this.#reload();
    if (elsewhere !== null) this.#holds = false;
    this.update({ cards, waited, elsewhere });
    void this.connecting.look();
    await this.#lookAtNode();
    if (!this.#stopped) this.#timer = this.clock.after(lookEvery, () => void this.#look());
  }

  async #lookAtNode(): Promise<void> {
    const { work, seen } = this.state;
    const watching = work.state === 'node' || (work.state === 'failed' && work.at === 'node');
    if (!watching || seen.state === 'connecting') return;
    if (seen.state === 'up') {
      if (work.state === 'failed') this.update({ work: { state: 'node' } });
      return;
    }
    const why = refused(seen.error) ?? (await this.machine.nodeTrouble());
    if (why && this.state.page === 'joining') this.update({ work: { state: 'failed', at: 'node', why } });
  }

  /** Takes the answers to this console, if it may. */
  async #hold(force: boolean): Promise<void> {
    // Where nothing can be written there is nothing to share either.
    const mine = await this.machine.hold(force).catch(() => true);
    this.#holds = mine;
    const elsewhere = mine ? null : await this.machine.heldElsewhere();
    if (force && mine) await this.#reload();
    if (elsewhere !== this.state.elsewhere || force) this.update({ elsewhere });
  }

  /** What another console has answered and done counts here from now on. */
  async #reload(): Promise<void> {
    const progress = await this.machine.loadProgress();
    const page = pages.find(({ id }) => id === progress?.page);
    if (!progress || !page) return;
    this.update({ answers: progress.answers, page: page.id, forms: {} });
    if (page.id === 'joining') this.#resume();
  }

  /** Keeps the answers as they are when it comes to writing: keys come faster than files are written. */
  #save(): void {
    if (this.#unsaved || !this.#holds) return;
    this.#unsaved = true;
    this.#saving = this.#saving
      .then(() => {
        this.#unsaved = false;
        if (!this.#holds) return;
        return this.machine.saveProgress(progressOf(this.state));
      })
      .catch(() => {});
  }

  /** The pages that have something to say on this machine. */
  shown(): Page[] {
    return pages.filter((page) => page.shown?.(this.state) ?? true);
  }

  /** The open page. */
  page(): Page {
    return pages.find(({ id }) => id === this.state.page)!;
  }

  /** The voice of the chosen language. */
  say(): Say {
    return voice(this.state.answers.language);
  }
}

/**
 * What is kept of the state. The joining page counts as reached once the node was started: who comes back to it after a
 * crash only watches, so a crash before that comes back to the summary, whose button does the work from its beginning.
 */
function progressOf({ page, answers, work }: WizardState): Progress {
  const started = work.state === 'node' || (work.state === 'failed' && work.at === 'node');
  if (page === 'address') return { page: 'joining', answers };
  return { page: page === 'joining' && !started ? 'summary' : page, answers };
}

/** A trouble with the socket that waiting does not mend. */
function refused(error: ControlError): string | null {
  return error.code === 'not-permitted' || error.code === 'wrong-version' ? error.message : null;
}

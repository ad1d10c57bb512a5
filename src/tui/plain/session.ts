import type { FormAction, Item, ListOption } from '../form/form.js';
import type { Say } from '../texts/say.js';
import { type Choice, listable, matching, news, type PlainPage, plainPage, spoken } from './page.js';

/** An application that can be used line by line. */
export interface PlainApplication<Result> {
  /** Begins the work; `redraw` says that something may have changed, `end` ends the program. */
  start(redraw: () => void, end: (result: Result) => void): void;
  stop(): void;
  /** The name of the open page. */
  title(): string;
  items(): Item[];
  help(): readonly string[];
  act(action: FormAction): void;
  back(): void;
}

/** A terminal that knows lines only. */
export interface Lines {
  print(text: string): void;
  /** Called with each line typed. */
  onLine: (line: string) => void;
}

/** What the next line typed is for. */
type Question =
  | { readonly type: 'menu' }
  | { readonly type: 'field'; readonly choice: Extract<Choice, { type: 'field' }> }
  | {
      readonly type: 'list';
      readonly choice: Extract<Choice, { type: 'list' }>;
      /** The options that stand there with numbers; empty until few enough match. */
      readonly offered: readonly ListOption[];
    };

/** Runs an application line by line until it ends itself. */
export async function runPlain<Result>(
  lines: Lines,
  application: PlainApplication<Result>,
  say: Say,
): Promise<Result> {
  const session = new Session(lines, application, say);
  try {
    return await new Promise<Result>((resolve) => {
      lines.onLine = (line) => session.take(line.trim());
      application.start(() => session.look(), resolve);
      session.printPage();
    });
  } finally {
    lines.onLine = () => {};
    application.stop();
  }
}

class Session {
  #question: Question = { type: 'menu' };
  #title = '';
  #page: PlainPage = { text: [], menu: [], choices: [] };

  constructor(
    readonly lines: Lines,
    readonly application: PlainApplication<unknown>,
    readonly say: Say,
  ) {}

  /** The whole page, as on opening it or when asked for. */
  printPage(): void {
    this.#title = this.application.title();
    this.#page = plainPage(this.application.items(), this.say);
    const { text, menu } = this.#page;
    this.lines.print(['', `== ${this.#title}`, ...text, ...menu, this.say('plain.how')].join('\n'));
  }

  /** Something may have changed: print what is new, but never into the middle of an answer. */
  look(): void {
    if (this.#question.type !== 'menu') return;
    if (this.application.title() !== this.#title) {
      this.printPage();
      return;
    }
    const now = plainPage(this.application.items(), this.say);
    const said = [
      ...news(this.#page.text, now.text),
      ...now.menu.filter((line) => !this.#page.menu.includes(line)),
    ];
    this.#page = now;
    if (said.length > 0) this.lines.print(said.join('\n'));
  }

  take(line: string): void {
    const question = this.#question;
    if (question.type === 'field') this.#fill(question.choice, line);
    else if (question.type === 'list') this.#search(question, line);
    else if (line === '') this.printPage();
    else if (line === '?') this.lines.print(this.application.help().join('\n'));
    else if (line === 'b') this.#do(() => this.application.back());
    else this.#choose(this.#page.choices[Number(line) - 1]);
  }

  #choose(choice: Choice | undefined): void {
    if (!choice) this.lines.print(this.say('plain.number', { count: this.#page.choices.length }));
    else if (choice.type === 'act') this.#do(() => this.application.act(choice.action));
    else if (choice.type === 'field') {
      this.#question = { type: 'field', choice };
      this.lines.print(this.say('plain.type', { label: choice.item.label }));
    } else {
      const offered = choice.item.options.length <= listable ? choice.item.options : [];
      this.#ask({ type: 'list', choice, offered });
    }
  }

  #ask(question: Extract<Question, { type: 'list' }>): void {
    this.#question = question;
    const { offered, choice } = question;
    this.lines.print(
      [
        ...offered.map((option, at) => `${at + 1}. ${spoken(option)}`),
        offered.length > 0 ? this.say('plain.pick') : this.say('plain.search', { label: choice.item.label }),
      ].join('\n'),
    );
  }

  #search(question: Extract<Question, { type: 'list' }>, line: string): void {
    const { item } = question.choice;
    if (line === '') {
      this.#question = { type: 'menu' };
      this.printPage();
      return;
    }
    const numbered = question.offered[Number(line) - 1];
    const found = numbered ? [numbered] : matching(item, line);
    if (found.length === 1) {
      this.#do(() => this.application.act({ type: 'choose', id: item.id, option: found[0]!.id }));
    } else if (found.length === 0) this.lines.print(item.empty);
    else if (found.length > listable) this.lines.print(this.say('plain.many', { count: found.length }));
    else this.#ask({ ...question, offered: found });
  }

  /** An empty line keeps what is there, a hyphen empties it. */
  #fill({ item }: Extract<Choice, { type: 'field' }>, line: string): void {
    const value = line === '-' ? '' : line === '' ? item.value : line;
    this.#do(() => this.application.act({ type: 'edit', id: item.id, value }));
  }

  #do(action: () => void): void {
    this.#question = { type: 'menu' };
    action();
    this.look();
  }
}

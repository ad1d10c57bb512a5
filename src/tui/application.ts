import type { Size } from './frame.js';
import type { Key } from './keys.js';
import type { Look } from './look.js';
import type { Row } from './rows.js';
import type { Terminal } from './terminal.js';

/** A full-screen program on a terminal: draws itself from its own state, and takes keys. */
export interface Application<Result> {
  /** The whole screen, from the state of this instant. Pure. */
  view(size: Size, look: Look): Row[];
  /** A key was pressed. */
  key(key: Key): void;
  /** Begins the work; `redraw` asks for a drawing soon, `end` ends the program. */
  start(redraw: () => void, end: (result: Result) => void): void;
  /** Ends timers and connections. */
  stop(): void;
}

/** Runs one application until it ends itself; the terminal stays open for the next. */
export async function runApplication<Result>(
  terminal: Terminal,
  application: Application<Result>,
): Promise<Result> {
  let asked = false;
  let over = false;
  const draw = () => {
    asked = false;
    if (!over) terminal.draw(application.view(terminal.size, terminal.look));
  };
  // Many changes in one instant are one drawing.
  const redraw = () => {
    if (asked || over) return;
    asked = true;
    setImmediate(draw);
  };
  try {
    return await new Promise<Result>((resolve) => {
      terminal.onResize = redraw;
      terminal.onKey = (key) => {
        if (key.name === 'redraw') void terminal.refresh();
        else application.key(key);
        redraw();
      };
      application.start(redraw, resolve);
      redraw();
    });
  } finally {
    over = true;
    terminal.onKey = () => {};
    terminal.onResize = () => {};
    application.stop();
  }
}

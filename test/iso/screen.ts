/**
 * A screen of the virtual PC and its keyboard, as somebody in front of it has them: the story reads text, sees what is
 * highlighted, and presses keys. There are two: the serial line (serial.ts) and the VGA output (vga.ts).
 */

export type Key = 'Enter' | 'Tab' | 'Escape' | 'Backspace' | 'Space' | 'Up' | 'Down' | 'Left' | 'Right';

export interface Screen {
  /** True when its keyboard is the PC's own, whose layout the wizard sets. */
  readonly local: boolean;
  /** What the screen shows now, line by line. */
  text(): Promise<string>;
  /** True when `label` is on the screen and highlighted. */
  highlighted(label: string): Promise<boolean>;
  press(key: Key): Promise<void>;
  /** Types a text, letter by letter, as on an American keyboard. */
  type(text: string): Promise<void>;
  close(): void;
}

/** How often is a screen looked at while waiting for something on it? Milliseconds. */
const glance = 200;

/** Waits until `look` gives something; after `seconds` throws, naming `what`, with what the screen shows instead. */
async function wait<T>(
  screen: Screen,
  what: string,
  seconds: number,
  look: () => Promise<T | null | false>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (Date.now() > deadline) {
      throw new Error(`waited ${seconds} s in vain for ${what} on this screen:\n${await screen.text()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, glance));
  }
}

/** Waits until the screen shows `pattern`. */
export async function waitForText(
  screen: Screen,
  pattern: RegExp,
  seconds: number,
): Promise<RegExpExecArray> {
  return await wait(screen, String(pattern), seconds, async () => pattern.exec(await screen.text()));
}

/** Moves with Tab until `label` is highlighted, then presses Enter. */
export async function choose(screen: Screen, label: string, seconds = 30): Promise<void> {
  await moveTo(screen, label, seconds);
  await screen.press('Enter');
}

/** Moves with Tab until `label` is highlighted. */
export async function moveTo(screen: Screen, label: string, seconds = 30): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  await wait(screen, `"${label}"`, seconds, async () => (await screen.text()).includes(label));
  while (!(await screen.highlighted(label))) {
    if (Date.now() > deadline) {
      throw new Error(`"${label}" could not be reached with Tab on this screen:\n${await screen.text()}`);
    }
    await screen.press('Tab');
    await settle(screen);
  }
}

/** Waits until two looks in a row see the same, so that a key has had its effect. */
async function settle(screen: Screen): Promise<void> {
  let before = await screen.text();
  for (let same = 0; same < 2; ) {
    await new Promise((resolve) => setTimeout(resolve, glance));
    const now = await screen.text();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}

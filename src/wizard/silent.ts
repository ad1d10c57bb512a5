import { table } from '../tui/format.js';
import type { Say } from '../tui/texts/say.js';
import type { Answers } from './answers.js';
import type { Connection } from './connection.js';
import { findKeyboard } from './keyboards.js';
import type { Machine } from './machine.js';
import { outcomeText } from './outcome.js';
import { answerLines, planLines } from './plan.js';

/** Answers and plan as lines, as the summary page shows them. */
export function planText(answers: Answers, machine: Machine, say: Say): string[] {
  return [
    ...table(answerLines(answers, say)),
    '',
    say('summary.plan'),
    ...planLines(machine.settingsFile, say).map((line, at) => `  ${at + 1}. ${line}`),
  ];
}

/** Carries answers out without a question, saying each step; resolves to the sentence of what failed, or null. */
export async function setUpSilently(
  answers: Answers,
  machine: Machine,
  say: Say,
  out: (line: string) => void,
): Promise<string | null> {
  const keyboard = findKeyboard(answers.keyboard)!;
  out(say('keyboard.applying', { name: keyboard.name }));
  const trouble = await machine.applyKeyboard(keyboard);
  // A machine without a console of its own has no keyboard to switch; the node works all the same.
  if (trouble) out(say('keyboard.failed', { why: trouble }));
  const unconnected = await connected(answers.connection, machine, say, out);
  if (unconnected) return unconnected;
  out(say('joining.settings'));
  const unwritten = await machine.writeSettings(answers);
  if (unwritten) return unwritten;
  out(say('joining.service'));
  const unstarted = await machine.startNode();
  if (unstarted) return unstarted;
  await machine.markSetUp(true);
  return null;
}

/** Makes the connection, where it is this machine's to make; resolves to the sentence of what failed, or null. */
async function connected(
  connection: Connection,
  { connector }: Machine,
  say: Say,
  out: (line: string) => void,
): Promise<string | null> {
  const { kind, ssid } = connection;
  if (!connector) return kind === 'wifi' || kind === 'fixed' ? say('network.not-here') : null;
  if (kind === 'wifi') out(say('wifi.connecting', { name: ssid }));
  if (kind === 'fixed') out(say('fixed.working'));
  const outcome = await connector.apply(connection);
  return outcome.state === 'good' ? null : outcomeText(outcome, connection, say);
}

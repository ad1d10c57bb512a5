import { type Call, exitCode } from './command.js';
import { wrap } from './help.js';

/** The end of a command that went well: its facts for programs, or words in lines of at most 80 columns. */
export function tell(call: Call, facts: object, words: () => string): number {
  call.io.out(call.flag('json') ? JSON.stringify(facts) : wrap(words(), 80));
  return exitCode.ok;
}

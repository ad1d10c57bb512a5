/**
 * The helper behind the door: started by systemd for one text each time, as root without any capability, where nothing but /etc
 * can be written (phantom-names@.service). It believes the node nothing: what is not a list of names below .phantom.alt
 * for AP addresses changes nothing.
 */
import { withNames } from './hosts.js';
import { mostNames, namesFromText } from './text.js';

/** Letters of the longest text that can be a list of names. */
export const longestText = 32 + mostNames * 104;

export interface HelperParts {
  /** The file's text; empty when there is none. */
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

/** Writes the names, where they differ from what is there; resolves to what became of it, in words. */
export async function writeNames({ read, write }: HelperParts, text: string): Promise<string> {
  const names = text.length <= longestText ? namesFromText(text) : null;
  if (!names) return 'refused: expected a list of names';
  try {
    const before = await read();
    const after = withNames(before, names);
    if (after !== before) await write(after);
    return 'written';
  } catch (error) {
    return `not written: ${(error as Error).message}`;
  }
}

import { type BookFacts, CommandError, type CommandTable, type NameFacts } from '../../control/protocol.js';
import { NameError, type Names } from '../../names/names.js';
import { type NamedAddress, suffix } from '../../names/text.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/** The address book, for the operator. */
export function bookCommands(rooms: () => Rooms | null): CommandTable {
  const names = (): Names => running(rooms()).names;
  return {
    'book.list': (): BookFacts => {
      const { list, resolved } = names();
      return { names: list.map(factsOf), resolved: resolved.state, why: resolved.why };
    },
    'book.add': ({ name, address }) => said(names().add(text(name, 'name'), text(address, 'address'))),
    'book.remove': ({ name }) => said(names().remove(text(name, 'name'))),
  };
}

function factsOf({ name, address }: NamedAddress): NameFacts {
  return { name: `${name}${suffix}`, address };
}

async function said(work: Promise<NamedAddress>): Promise<NameFacts> {
  try {
    return factsOf(await work);
  } catch (error) {
    if (error instanceof NameError) throw new CommandError(error.code, error.message);
    throw error;
  }
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new CommandError('bad-request', `Expected "${name}", a text.`);
}

/** The addresses of this machine, for the operator: list, make, choose, remove, back up, restore. */
import type { Addresses } from '../../address/addresses.js';
import { AddressError, type OwnAddress } from '../../address/types.js';
import { type AddressFacts, type Command, CommandError, type CommandTable } from '../../control/protocol.js';
import { equal } from '../../crypto/hash.js';
import { addressFromBytes, addressToBytes, endpointFromText } from '../../net/address.js';
import type { Rooms } from '../rooms.js';
import { running } from './running.js';

/** Addresses that are being made at once. */
const mostMakings = 4;

interface Job {
  tries(): number;
  readonly added: Promise<OwnAddress>;
  outcome: { readonly made: OwnAddress } | { readonly error: Error } | null;
}

export function addressCommands(rooms: () => Rooms | null): CommandTable {
  const addresses = (): Addresses => running(rooms()).addresses;
  const jobs = new Map<number, Job>();
  let nextJob = 1;

  function begin(label: unknown): { making: number } {
    if (typeof label !== 'string') throw new CommandError('label-bad', 'Expected "label", a text.');
    if ([...jobs.values()].filter((job) => job.outcome === null).length >= mostMakings) {
      throw new CommandError('busy', `At most ${mostMakings} addresses are made at once. Wait for them.`);
    }
    const job: Job = { ...addresses().make(label), outcome: null };
    job.added.then(
      (made) => {
        job.outcome = { made };
      },
      (error: Error) => {
        job.outcome = { error };
      },
    );
    const making = nextJob++;
    jobs.set(making, job);
    return { making };
  }

  function look(making: unknown): { tries: number; address: AddressFacts | null } {
    const job = typeof making === 'number' ? jobs.get(making) : undefined;
    if (!job) throw new CommandError('making-unknown', 'No address of this number is being made.');
    if (job.outcome === null) return { tries: job.tries(), address: null };
    jobs.delete(making as number);
    if ('error' in job.outcome) throw job.outcome.error;
    return { tries: job.tries(), address: factsOf(running(rooms()), job.outcome.made) };
  }

  const table: CommandTable = {
    'address.list': () => ({ addresses: addresses().all.map((own) => factsOf(running(rooms()), own)) }),
    'address.new': ({ label }) => begin(label),
    'address.making': ({ making }) => look(making),
    'address.default': async ({ address }) => {
      await addresses().choose(address === null ? null : named(addresses(), address));
      return {};
    },
    'address.remove': async ({ address }) => {
      const own = named(addresses(), address);
      const facts = factsOf(running(rooms()), own);
      await addresses().remove(own);
      return { removed: facts.address };
    },
    'address.backup': async ({ passphrase }) => ({
      backup: await addresses().backup(text(passphrase, 'passphrase')),
    }),
    'address.restore': async ({ backup, passphrase }) => {
      const outcome = await addresses().restore(text(backup, 'backup'), text(passphrase, 'passphrase'));
      const texts = (list: readonly OwnAddress[]) => list.map((own) => addressFromBytes(own.address));
      return { restored: texts(outcome.restored), there: texts(outcome.there) };
    },
  };
  return Object.fromEntries(Object.entries(table).map(([name, command]) => [name, said(command)]));
}

/** The room's own mistakes, as the operator's. */
function said(command: Command): Command {
  return async (params) => {
    try {
      return await command(params);
    } catch (error) {
      if (error instanceof AddressError) throw new CommandError(error.code, error.message);
      throw error;
    }
  };
}

function factsOf({ addresses, anonymity }: Rooms, own: OwnAddress): AddressFacts {
  return {
    address: addressFromBytes(own.address),
    isLasting: own.isLasting,
    label: own.label,
    isDefault: addresses.list[0] === own,
    keptBy: anonymity?.published(own.address)?.kept ?? null,
  };
}

/** One of our addresses, by itself or by its label. */
function named(addresses: Addresses, given: unknown): OwnAddress {
  const name = text(given, 'address');
  const endpoint = endpointFromText(name, 1);
  const bytes = endpoint?.family === 6 ? addressToBytes(endpoint) : null;
  const meant = addresses.all.filter((own) => (bytes ? equal(own.address, bytes) : own.label === name));
  if (meant.length === 1 && name !== '') return meant[0]!;
  throw meant.length > 1 && name !== ''
    ? new CommandError(
        'address-unclear',
        `More than one address has the label "${name}". Name the address itself.`,
      )
    : new CommandError(
        'address-unknown',
        `"${name}" is no address of this machine, and no label of one. "phantom address list" shows them.`,
      );
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new CommandError('bad-request', `Expected "${name}", a text.`);
}

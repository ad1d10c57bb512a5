/**
 * A backup of addresses: one armoured text, sealed under a passphrase (Argon2id, XChaCha20-Poly1305). It can be mailed,
 * printed, or kept on a stick; who has it needs the passphrase, and who has both is the owner of the addresses.
 */
import { openBox, sealBox } from '../crypto/box.js';
import { wipe } from '../crypto/hash.js';
import { keyOfPassphrase, saltLength, usualCost } from '../crypto/passphrase.js';
import type { Random } from '../crypto/random.js';
import {
  type BackupContent,
  decodeAddressBackup,
  decodeBackupContent,
  encodeAddressBackup,
  encodeBackupContent,
  encodeBackupHead,
} from '../wire/address-backup.js';
import { AddressError } from './types.js';

const begin = '-----BEGIN PHANTOM ADDRESSES-----';
const end = '-----END PHANTOM ADDRESSES-----';
/** Letters of a passphrase at least: whoever finds the backup may try as many as they like. */
const shortest = 8;

/** Throws `AddressError` when the passphrase is too short. */
export async function sealBackup(
  content: BackupContent,
  passphrase: string,
  random: Random,
): Promise<string> {
  if ([...passphrase].length < shortest) {
    throw new AddressError(
      'passphrase-short',
      `Expected a passphrase of at least ${shortest} letters; several words that nobody would put together are good.`,
    );
  }
  const salt = random.bytes(saltLength);
  const nonce = random.bytes(24);
  const head = encodeBackupHead({ ...usualCost, salt, nonce });
  const key = await keyOfPassphrase(passphrase, salt, usualCost);
  const plain = encodeBackupContent(content);
  const bytes = encodeAddressBackup(head, sealBox(plain, nonce, key, head));
  wipe(key);
  wipe(plain);
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/** What is in a backup. Throws `AddressError` that says what is wrong: no backup, damaged, too new, or the passphrase. */
export async function openBackup(text: string, passphrase: string): Promise<BackupContent> {
  const from = text.indexOf(begin);
  if (from < 0) {
    throw new AddressError(
      'backup-none',
      `This is no backup of addresses: the line "${begin}" is missing in it.`,
    );
  }
  const to = text.indexOf(end, from);
  const letters = text.slice(from + begin.length, to < 0 ? undefined : to).replace(/\s+/g, '');
  const isWhole = to > from && /^[A-Za-z0-9+/]*={0,2}$/.test(letters);
  const backup = isWhole ? decodeAddressBackup(new Uint8Array(Buffer.from(letters, 'base64'))) : null;
  if (backup === null) throw damaged();
  if (typeof backup === 'number') {
    throw new AddressError(
      'backup-version',
      `This backup is of version ${backup}, which this program does not know. Restore it with a newer one.`,
    );
  }
  const key = await keyOfPassphrase(passphrase, backup.salt, backup);
  const plain = openBox(backup.sealed, backup.nonce, key, backup.head);
  wipe(key);
  if (!plain) {
    throw new AddressError(
      'passphrase-wrong',
      'The backup is whole, but this is not the passphrase it was made with. Mind capitals and the layout of the keyboard.',
    );
  }
  const content = decodeBackupContent(plain);
  wipe(plain);
  if (!content) throw damaged();
  return content;
}

function damaged(): AddressError {
  return new AddressError(
    'backup-damaged',
    'The backup is damaged: a part of it is missing or was changed. Take another copy of it.',
  );
}

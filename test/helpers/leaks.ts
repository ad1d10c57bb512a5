/**
 * Looks for what must not be there: an address, a key or an id of somebody, in any form in which it could slip into a
 * packet, a record, a log line or an answer: packed, as text, in hex, in base64 at any alignment.
 */

/** Something that must not be seen in certain places. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Ways to write it down besides hex and base64, an IP address for instance. */
  readonly texts?: readonly string[];
}

/** A secret that was seen, and how it was written. */
export interface Leak {
  readonly name: string;
  readonly form: string;
}

/** Every form of a secret with the bytes to look for. Forms shorter than `least` bytes would be found by chance and are left out. */
export function formsOf({ bytes, texts = [] }: Secret, least = 4): { form: string; bytes: Buffer }[] {
  const hex = Buffer.from(bytes).toString('hex');
  const forms = [
    { form: 'packed', bytes: Buffer.from(bytes) },
    { form: 'packed backwards', bytes: Buffer.from(bytes).reverse() },
    { form: 'hex', bytes: Buffer.from(hex) },
    { form: 'hex in capitals', bytes: Buffer.from(hex.toUpperCase()) },
    ...texts.map((text) => ({ form: `text ${text}`, bytes: Buffer.from(text) })),
    ...([0, 1, 2] as const).flatMap((before) => {
      const text = base64Within(bytes, before);
      const urlSafe = text.replaceAll('+', '-').replaceAll('/', '_');
      return [
        { form: `base64 behind ${before} bytes`, bytes: Buffer.from(text) },
        ...(urlSafe === text
          ? []
          : [{ form: `base64url behind ${before} bytes`, bytes: Buffer.from(urlSafe) }]),
      ];
    }),
  ];
  return forms.filter((form) => form.bytes.length >= least);
}

/** The characters that are the same whatever else is encoded with it, when so many bytes (modulo 3) come before. */
function base64Within(bytes: Uint8Array, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const first = before === 0 ? 0 : before + 1;
  const rest = (before + bytes.length) % 3;
  return text.slice(first, rest === 0 ? undefined : -1);
}

/** Which of these secrets are in the hay, each form once. */
export function leaksIn(hay: Uint8Array | string, secrets: readonly Secret[]): Leak[] {
  const bytes =
    typeof hay === 'string' ? Buffer.from(hay) : Buffer.from(hay.buffer, hay.byteOffset, hay.length);
  return secrets.flatMap((secret) =>
    formsOf(secret)
      .filter((form) => bytes.includes(form.bytes))
      .map(({ form }) => ({ name: secret.name, form })),
  );
}

/** The same for many hays, each of which is walked through once, however many secrets there are. */
export function finder(secrets: readonly Secret[]): (hay: Uint8Array | string) => Leak[] {
  const byStart = new Map<number, { readonly leak: Leak; readonly bytes: Buffer }[]>();
  const starts = new Uint8Array(0x10000);
  for (const secret of secrets) {
    for (const { form, bytes } of formsOf(secret)) {
      const start = bytes.readUInt32BE();
      starts[start >>> 16] = 1;
      const list = byStart.get(start) ?? [];
      byStart.set(start, list);
      list.push({ leak: { name: secret.name, form }, bytes });
    }
  }
  return (hay) => {
    const buffer =
      typeof hay === 'string' ? Buffer.from(hay) : Buffer.from(hay.buffer, hay.byteOffset, hay.length);
    const found = new Set<Leak>();
    for (let at = 0; at + 4 <= buffer.length; at += 1) {
      if (starts[(buffer[at]! << 8) | buffer[at + 1]!] === 0) continue;
      for (const { leak, bytes } of byStart.get(buffer.readUInt32BE(at)) ?? [])
        if (buffer.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, buffer.length)) === 0)
          found.add(leak);
    }
    return [...found];
  };
}

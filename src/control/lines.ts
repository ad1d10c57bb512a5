/** Puts the pieces that a socket hands out together to lines, and refuses a line longer than `most` bytes. */
export class LineReader {
  #parts: Buffer[] = [];
  #size = 0;
  #broken = false;

  constructor(readonly most: number) {}

  /** The lines that `chunk` completes, without their ends; null as soon as one is too long, and from then on. */
  feed(chunk: Buffer): string[] | null {
    if (this.#broken) return null;
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      if (this.#size + end - from > this.most) return this.#break();
      lines.push(Buffer.concat([...this.#parts, chunk.subarray(from, end)]).toString('utf8'));
      this.#parts = [];
      this.#size = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    this.#size += rest.length;
    if (this.#size > this.most) return this.#break();
    if (rest.length > 0) this.#parts.push(rest);
    return lines;
  }

  #break(): null {
    this.#broken = true;
    this.#parts = [];
    return null;
  }
}

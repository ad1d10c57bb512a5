/** The progress of a long build on the terminal: one line per stage, with the time since the beginning. */

/** Where live-build is, by the command it announces; only what takes long or means something to a reader. */
const liveBuildStages: readonly (readonly [RegExp, string])[] = [
  [/\] lb bootstrap_debootstrap\b/, 'Making a Debian 13 base system'],
  [/\] lb chroot_linux-image\b/, 'Choosing the kernel'],
  [/\] lb chroot_install-packages install\b/, 'Installing packages'],
  [/\] lb chroot_hooks\b/, 'Configuring and trimming'],
  [/\] lb binary_chroot\b/, 'Copying the finished system'],
  [/\] lb binary_rootfs\b/, 'Compressing the system'],
  [/\] lb binary_grub-pc\b/, 'Adding the boot loaders'],
  [/\] lb binary_iso\b/, 'Writing the image'],
];

/** The stage that a line of live-build's output begins, null for every other line. */
export function liveBuildStage(line: string): string | null {
  return liveBuildStages.find(([pattern]) => pattern.test(line))?.[1] ?? null;
}

/** Minutes and seconds, as in 4:07. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export class Progress {
  readonly #begun: number;
  #stage = '';

  /** `now` in milliseconds; `print` gets one line at a time. */
  constructor(
    readonly now: () => number,
    readonly print: (line: string) => void,
  ) {
    this.#begun = now();
  }

  /** Says that `stage` begins; saying it again changes nothing. */
  begin(stage: string): void {
    if (stage === this.#stage) return;
    this.#stage = stage;
    this.print(`${elapsed(this.now() - this.#begun).padStart(6)}  ${stage}`);
  }

  /** The stage that is being worked at, for an error message. */
  get stage(): string {
    return this.#stage;
  }

  get total(): string {
    return elapsed(this.now() - this.#begun);
  }
}

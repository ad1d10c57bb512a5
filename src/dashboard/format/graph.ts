/** Figures of the last while as bars of text. Pure. */

/**
 * `values`, newest last, as `rows` lines of `columns` letters: the newest at the right end, the greatest as high as the
 * graph. `bars` are the letters for a part of a row, from low to full.
 */
export function graph(
  values: readonly number[],
  columns: number,
  rows: number,
  bars: readonly string[],
): string[] {
  const shown = values.slice(-columns);
  const top = Math.max(0, ...shown);
  const steps = bars.length;
  const heights = shown.map((value) =>
    // Something is never drawn as nothing.
    value > 0 && top > 0 ? Math.max(1, Math.round((value / top) * rows * steps)) : 0,
  );
  return Array.from({ length: rows }, (_, at) => {
    const below = (rows - 1 - at) * steps;
    const line = heights.map((height) => {
      const part = Math.min(steps, height - below);
      return part > 0 ? bars[part - 1]! : ' ';
    });
    return line.join('').padStart(columns);
  });
}

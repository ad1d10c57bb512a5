/** How likely it is that chance alone makes what was counted look this uneven, or more so. */

/** P(X ≥ `statistic`) for a chi-squared variable with so many degrees of freedom: 1 - P(k/2, x/2), incomplete gamma. */
export function chiSquaredSurvival(statistic: number, degrees: number): number {
  if (!(statistic > 0)) return 1;
  return upperGamma(degrees / 2, statistic / 2);
}

/** The p-value of counts that should all be the same (Pearson's chi-squared test). */
export function uniformity(counts: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < counts.length; at += 1) total += counts[at]!;
  const expected = total / counts.length;
  let statistic = 0;
  for (let at = 0; at < counts.length; at += 1) statistic += (counts[at]! - expected) ** 2 / expected;
  return chiSquaredSurvival(statistic, counts.length - 1);
}

/** The smallest of many p-values, corrected for their number (Bonferroni): at most 1. */
export function smallestCorrected(values: readonly number[]): number {
  return Math.min(1, Math.min(...values) * values.length);
}

const precision = 1e-15;
const maxTerms = 10_000;

/** Regularized upper incomplete gamma function Q(a, x): a series where that converges fast, else a continued fraction. */
function upperGamma(a: number, x: number): number {
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

/** Sum of x^n / (a (a + 1) ... (a + n)), DLMF 8.7.1. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < maxTerms && term > sum * precision; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** DLMF 8.9.2 by Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < maxTerms; n += 1) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b, tiny);
    c = nonZero(b + numerator / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < precision) break;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1), after moving x up to where it is exact enough. */
function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift += Math.log(at);
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

import { parseArgs } from 'node:util';
import type { Numbers, Scenario } from './scenarios/all.js';

/** What `npm run sim` was asked for. */
export interface Asked {
  readonly name: string;
  readonly seed: string;
  readonly numbers: Numbers;
  readonly json: boolean;
  readonly repeatable: boolean;
}

/** A sentence for the operator when it is wrong. */
export function readCommandLine(
  words: string[],
  scenarios: Readonly<Record<string, Scenario>>,
): Asked | string {
  const [name = ''] = words;
  const scenario = scenarios[name];
  if (!scenario) return `Expected a scenario (${Object.keys(scenarios).join(', ')}); got "${name}".`;
  const numbers = Object.keys(scenario.defaults).map((number) => [number, kebab(number)] as const);
  try {
    const { values } = parseArgs({
      args: words.slice(1),
      options: {
        seed: { type: 'string' },
        json: { type: 'boolean' },
        repeatable: { type: 'boolean' },
        ...Object.fromEntries(numbers.map(([, option]) => [option, { type: 'string' as const }])),
      },
    });
    const given = values as Readonly<Record<string, string | undefined>>;
    const changed = numbers.flatMap(([number, option]) => {
      const text = given[option];
      if (text === undefined) return [];
      const value = Number(text);
      if (!(value >= 0)) throw new Error(`Expected a number after --${option}; got "${text}".`);
      return [[number, value] as const];
    });
    return {
      name,
      seed: values.seed ?? '1',
      numbers: Object.fromEntries(changed),
      json: values.json ?? false,
      repeatable: values.repeatable ?? false,
    };
  } catch (error) {
    const options = numbers.map(([, option]) => `--${option}`).join(', ');
    return `${(error as Error).message}\n${name} takes --seed, --json, --repeatable, ${options}.`;
  }
}

function kebab(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

import { isSettingPath, type SettingPath, settingPaths, settings } from './schema.js';
import type { Config } from './types.js';

/** Makes the one object from values by path; what is missing takes its default. Values must have been checked. */
export function buildConfig(values: ReadonlyMap<SettingPath, unknown>): Config {
  const config: Record<string, unknown> = {};
  for (const path of settingPaths) {
    const keys = path.split('.');
    const last = keys.pop()!;
    let place = config;
    for (const key of keys) {
      place[key] ??= {};
      place = place[key] as Record<string, unknown>;
    }
    place[last] = values.has(path) ? values.get(path) : settings[path].fallback;
  }
  return config as unknown as Config;
}

/** What stands under a leaf path; undefined for a path that is none. */
export function valueAt(config: Config, path: string): unknown {
  if (!isSettingPath(path)) return undefined;
  return path.split('.').reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], config);
}

export const defaultConfig: Config = buildConfig(new Map());

import test, { type ImplementationFn } from 'ava';
import { unable } from './namespaces.js';

/** A test that makes namespaces or devices; skipped with the reason where that is not possible. */
export function netTest(title: string, story: ImplementationFn<[]>): void {
  if (unable) test.skip(`${title} (${unable})`, story);
  else test.serial(title, story);
}

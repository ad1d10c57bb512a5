import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';

/** Every file below the directories that the image and the package are made from. */
function files(): string[] {
  return ['live-build', 'hooks', 'packages/phantom-node'].flatMap((directory) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

test('every shell script of the image and the package parses, and stops at the first error', (t) => {
  const scripts = files().filter((file) => readFileSync(file, 'latin1').startsWith('#!/bin/sh'));
  t.true(scripts.length >= 10);
  for (const script of scripts) {
    t.notThrows(() => execFileSync('sh', ['-n', script], { stdio: 'pipe' }), script);
    // What the initramfs runs must never stop the boot.
    if (!script.includes('initramfs-tools/scripts'))
      t.regex(readFileSync(script, 'utf8'), /^set -eu?$/m, script);
  }
});

test('what the image build runs is executable', (t) => {
  const run = files().filter((file) => /\/auto\/|\.hook\.chroot$|\/initramfs-tools\//.test(file));
  t.true(run.length >= 6);
  for (const file of run) t.not(statSync(file).mode & 0o111, 0, file);
});

test('no mirror’s name is in the tree: the image takes live-build’s own', (t) => {
  for (const file of files())
    t.notRegex(readFileSync(file, 'utf8'), /https?:\/\/(?!www\.debian\.org\/doc)/, file);
});

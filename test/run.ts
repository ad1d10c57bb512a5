/**
 * `npm test`: lint, then every test file, then one line that counts them: `N passed, N failed`, with `, N skipped`
 * when something could not run here (each with its reason above the line). In CI a skip is a failure.
 */
import { spawn } from 'node:child_process';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const count: Count = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program with its output shown; returns its exit code. */
function run(command: string, args: string[], onLine?: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (!onLine) {
        process.stdout.write(chunk);
        return;
      }
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Counts one line of the TAP that ava prints, and shows it. */
function tapLine(line: string): void {
  if (/^ok \d+ .* # SKIP/.test(line)) {
    if (process.env.CI) count.failed += 1;
    else count.skipped += 1;
  } else if (/^ok \d+/.test(line)) count.passed += 1;
  else if (/^not ok \d+/.test(line)) count.failed += 1;
  if (!/^(TAP version|#|1\.\.\d+$)/.test(line)) console.log(line);
}

const lint = await run('node_modules/.bin/biome', ['check', '--error-on-warnings', '.']);
if (lint === 0) count.passed += 1;
else count.failed += 1;

const before = count.failed;
const ava = await run('node_modules/.bin/ava', ['--tap', ...process.argv.slice(2)], tapLine);
// A runner that dies without naming a failed test must not look like success.
if (ava !== 0 && count.failed === before) count.failed += 1;

console.log(
  `${count.passed} passed, ${count.failed} failed${count.skipped ? `, ${count.skipped} skipped` : ''}`,
);
process.exitCode = count.failed ? 1 : 0;

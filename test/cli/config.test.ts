import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { defaultConfig } from '../../src/config/config.js';
import { defaultFile } from '../../src/config/template.js';
import { phantom } from '../helpers/cli.js';

async function file(t: ExecutionContext, text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'phantom-cli-config-'));
  t.teardown(() => rm(directory, { recursive: true }));
  await writeFile(join(directory, 'p.yaml'), text);
  return join(directory, 'p.yaml');
}

test('default prints the default file', async (t) => {
  t.is(`${(await phantom(['config', 'default'])).out}\n`, defaultFile());
});

test('show and get print what is in force', async (t) => {
  const config = await file(t, 'network:\n  port: 4242\n');
  const shown = JSON.parse((await phantom(['config', 'show', '--json', '--config', config])).out);
  t.deepEqual(shown, { ...defaultConfig, network: { ...defaultConfig.network, port: 4242 } });
  t.is((await phantom(['config', 'get', 'network.port', '-c', config])).out, '4242');
  t.is((await phantom(['config', 'get', 'log.level', '--json', '-c', config])).out, '{"log.level":"info"}');
  const slip = await phantom(['config', 'get', 'network.prot', '-c', config]);
  t.is(slip.code, 2);
  t.regex(slip.err, /Did you mean "network\.port"/);
});

test('set changes the file, or leaves it alone with a sentence', async (t) => {
  const config = await file(t, '# mine\nnetwork:\n  port: 1\n');
  t.is((await phantom(['config', 'set', 'network.port', '2', '-c', config])).code, 0);
  t.is(await readFile(config, 'utf8'), '# mine\nnetwork:\n  port: 2\n');
  const bad = await phantom(['config', 'set', 'network.port', 'two', '-c', config]);
  t.is(bad.code, 1);
  t.regex(bad.err, /expected a whole number from 0 to 65535, but "two" came/);
  t.is(await readFile(config, 'utf8'), '# mine\nnetwork:\n  port: 2\n');
});

test('check names file, line and column', async (t) => {
  const config = await file(t, 'network:\n  port: 99999\n');
  const bad = await phantom(['config', 'check', config]);
  t.is(bad.code, 1);
  t.true(bad.err.includes(`${config}:2:9: network.port: expected`));
  await writeFile(config, 'network:\n  port: 9999\n');
  t.is((await phantom(['config', 'check', config])).out, `${config} is in order.`);
});

test('wrong use is told', async (t) => {
  t.is((await phantom(['config'])).code, 2);
  t.is((await phantom(['config', 'set', 'a'])).code, 2);
  t.is((await phantom(['config', 'fly'])).code, 2);
});

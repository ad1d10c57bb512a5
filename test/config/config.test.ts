import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { buildConfig, defaultConfig, valueAt } from '../../src/config/config.js';
import { changeSettings, loadConfig, withSetting } from '../../src/config/file.js';
import { nearest } from '../../src/config/nearest.js';
import { ConfigError, parseConfig } from '../../src/config/parse.js';
import { userPaths } from '../../src/config/paths.js';
import { complaint, settingPaths, settings } from '../../src/config/schema.js';
import { defaultFile } from '../../src/config/template.js';

test('the example in config/ is the generated default file, which reads back as the defaults', async (t) => {
  t.is(await readFile('config/phantom.yaml', 'utf8'), defaultFile());
  t.deepEqual(parseConfig(defaultFile(), 'default'), defaultConfig);
  t.deepEqual(parseConfig('', 'empty'), defaultConfig);
  for (const line of defaultFile().split('\n')) t.true(line.length <= 80, line);
});

test('every default passes its own check', (t) => {
  for (const path of settingPaths) {
    t.is(complaint(path, settings[path].fallback), null, path);
    t.deepEqual(valueAt(defaultConfig, path), settings[path].fallback);
  }
});

test('each mistake is named with its place, what was expected and what came', (t) => {
  const cases: [text: string, expected: RegExp][] = [
    ['channel: a b\n', /^f:1:10: channel: expected a name of .*, but "a b" came\.$/],
    ['network:\n  port: 70000\n', /^f:2:9: network\.port: expected a whole number .*, but 70000 came\.$/],
    ['network:\n  port: "1"\n', /^f:2:9: network\.port: .* but "1" came\.$/],
    [
      'network:\n  prot: 1\n',
      /^f:2:3: There is no setting "network\.prot"\. Did you mean "network\.port"\?$/,
    ],
    ['netwrok:\n  port: 1\n', /^f:1:1: There is no setting "netwrok"\. Did you mean "network"\?$/],
    ['zebra: 1\n', /^f:1:1: There is no setting "zebra"\.$/],
    ['network: 5\n', /^f:1:10: network: expected keys with values below it, but 5 came\.$/],
    ['- 1\n', /^f:1:1: The file: expected keys with values below it, but a list came\.$/],
    ['first_contact:\n  lan: yes\n', /^f:2:8: first_contact\.lan: expected true or false, but "yes" came\.$/],
    [
      'first_contact:\n  peers: x\n',
      /^f:2:10: first_contact\.peers: expected a list of invites, but "x" came/,
    ],
    [
      'first_contact:\n  bittorrent_nodes: ["[::1]:7"]\n',
      /^f:2:21: first_contact\.bittorrent_nodes: expected a list of host:port, names or IPv4 addresses/,
    ],
    ['first_contact:\n  peers: [x]\n', /^f:2:10: first_contact\.peers: "x" is not an invite/],
    ['first_contact:\n  peers: [ph1qq]\n', /^f:2:10: first_contact\.peers: "ph1qq" is cut off/],
    ['control:\n  socket: run.sock\n', /^f:2:11: control\.socket: expected an absolute path/],
    [
      'log:\n  level: loud\n',
      /^f:2:10: log\.level: expected one of error, warn, info, debug, but "loud" came/,
    ],
    ['version: 2\n', /^f:1:10: version: expected 1, but 2 came\.$/],
    ['channel: a\nchannel: b\n', /^f:2:1: not valid YAML: Map keys must be unique/],
    ['channel: [\n', /^f:\d+:\d+: not valid YAML/],
  ];
  for (const [text, expected] of cases) {
    const error = t.throws(() => parseConfig(text, 'f'), { instanceOf: ConfigError });
    t.regex(error!.message.split('\n')[0]!, expected, text);
  }
});

test('several mistakes are named at once', (t) => {
  const error = t.throws(() => parseConfig('channel: 1\nnetwork:\n  port: x\n', 'f'), {
    instanceOf: ConfigError,
  });
  t.is(error!.problems.length, 2);
});

test('any text at all gives a config or a ConfigError', (t) => {
  const words = fc.constantFrom('network', 'port', ': ', '\n', '  ', '- ', '[', '&a ', '*a', '!!x', '0', '?');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words).map((parts) => parts.join('')),
      ),
      (text) => {
        try {
          return typeof parseConfig(text, 'f').channel === 'string';
        } catch (error) {
          return error instanceof ConfigError;
        }
      },
    ),
  );
  t.pass();
});

test('an empty section keeps its defaults', (t) => {
  t.deepEqual(parseConfig('network:\n  # port: 1\nlog: {level: debug}\n', 'f'), {
    ...defaultConfig,
    log: { level: 'debug' },
  });
});

test('a setting is changed and every comment kept', (t) => {
  const text = '# mine\nnetwork:\n  # why\n  port: 1 # old\n';
  t.is(withSetting(text, 'f', 'network.port', 2), '# mine\nnetwork:\n  # why\n  port: 2 # old\n');
  const grown = withSetting(text, 'f', 'first_contact.lan', false);
  t.true(grown.startsWith(text));
  t.false(parseConfig(grown, 'f').first_contact.lan);
  t.is(withSetting('', 'f', 'channel', 'x'), 'channel: x\n');
  t.throws(() => withSetting(text, 'f', 'network.port', 'x'), { message: /expected a whole number/ });
  t.throws(() => withSetting(text, 'f', 'network.prot', 2), { message: /Did you mean "network\.port"/ });
});

test('a file is replaced only by one that passes, and keeps its mode', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'phantom-config-'));
  t.teardown(() => rm(directory, { recursive: true }));
  const file = join(directory, 'new/phantom.yaml');
  await changeSettings(file, { 'network.port': 4000, 'first_contact.lan': false });
  t.is((await loadConfig(file)).network.port, 4000);
  t.true((await readFile(file, 'utf8')).includes(settings['network.port'].comment.slice(0, 30)));
  await writeFile(file, '# kept\n', { mode: 0o640 });
  await t.throwsAsync(changeSettings(file, { 'network.port': -1 }), { message: /but -1 came/ });
  t.is(await readFile(file, 'utf8'), '# kept\n');
  const before = (await stat(file)).mode;
  await changeSettings(file, { channel: 'c' });
  t.is((await stat(file)).mode, before);
  await t.throwsAsync(loadConfig(join(directory, 'none')), { message: /config default > / });
});

test('nearest finds slips of the finger and keeps quiet otherwise', (t) => {
  const known = ['network.port', 'channel', 'log.level'];
  t.is(nearest('chanel', known), 'channel');
  t.is(nearest('log.levle', known), 'log.level');
  t.is(nearest('Network.Port', known), 'network.port');
  t.is(nearest('zzz', known), null);
});

test('an ordinary user has their own places', (t) => {
  t.deepEqual(userPaths({ HOME: '/home/a', XDG_RUNTIME_DIR: '/run/user/7' }, 7), {
    config: '/home/a/.config/phantom/phantom.yaml',
    state: '/home/a/.local/state/phantom',
    socket: '/run/user/7/phantom/control.sock',
  });
  t.is(userPaths({ XDG_CONFIG_HOME: '/c', HOME: '/h' }, 1).config, '/c/phantom/phantom.yaml');
});

test('what is missing takes its default', (t) => {
  t.is(buildConfig(new Map([['network.port', 9]])).network.port, 9);
  t.is(buildConfig(new Map([['network.port', 9]])).channel, defaultConfig.channel);
});

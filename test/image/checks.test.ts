import test from 'ava';
import { chooseAptOptions, chooseMirrors, resolveMirrorFiles } from '../../src/image/apt.js';
import { type BuildrootInputs, buildrootName } from '../../src/image/buildroot.js';
import { type Facts, problem } from '../../src/image/checks.js';
import { lastWords } from '../../src/image/host.js';

const mirrors = { main: 'http://mirror.test/debian', security: 'http://mirror.test/debian-security' };

function facts(change: Partial<Facts>): Facts {
  return {
    uid: 0,
    arch: 'x64',
    platform: 'linux',
    debian: true,
    free: 20e9,
    directory: '/checkout/build',
    mirrors,
    unreachable: null,
    devices: true,
    ...change,
  };
}

test('a machine with everything may build', (t) => {
  t.is(problem(facts({})), null);
});

test('each lack is one sentence that says what was expected, what is there, and what to do', (t) => {
  const lacks: [Partial<Facts>, RegExp][] = [
    [{ arch: 'arm64' }, /^The image is built on 64-bit x86 Linux, but this is linux on arm64\. Use /],
    [{ debian: false }, /apt-get and dpkg-deb, which are not here\. Use Debian/],
    [{ uid: 1000 }, /built as root .*, but this is user 1000\. Run: sudo npm run iso$/],
    [{ free: 1.24e9 }, /needs 8 GB .*\/checkout\/build, but 1\.2 GB are free\. Make room/],
    [{ devices: false }, /nodev, noexec.*Use a checkout elsewhere/],
    [{ mirrors: null }, /names no Debian archive.*Set PHANTOM_MIRROR/],
    [
      { unreachable: 'Could not resolve host' },
      /could not be reached at \S+ \(Could not resolve host\)\. Check the network/,
    ],
  ];
  for (const [change, sentence] of lacks) {
    const found = problem(facts(change));
    t.regex(found ?? '', sentence);
    t.false(found?.includes('\n'));
  }
});

test('the mirrors are those of apt, whatever order its list has', (t) => {
  const list = [
    'https://packages.test/apt Other stable',
    'http://mirror.test/debian-security/ Debian bookworm-security',
    'http://updates.test/debian/ Debian bookworm-updates',
    'http://mirror.test/debian/ Debian bookworm',
  ].join('\n');
  t.deepEqual(chooseMirrors(list, undefined), mirrors);
  t.deepEqual(chooseMirrors('http://mirror.test/debian Debian trixie', undefined), mirrors);
  t.deepEqual(chooseMirrors(list, 'http://own.test/debian/'), {
    main: 'http://own.test/debian',
    security: 'http://own.test/debian-security',
  });
  t.is(chooseMirrors('https://packages.test/apt Other stable', undefined), null);
});

test('a file that lists mirrors is read, as on cloud images', async (t) => {
  const list = [
    'mirror+file:/etc/apt/mirrors/debian.list Debian trixie',
    'mirror+file:/etc/apt/mirrors/security.list/ Debian trixie-security',
    'mirror+file:/nowhere Debian trixie-updates',
    'https://packages.test/apt Other stable',
  ].join('\n');
  const files: Record<string, string> = {
    '/etc/apt/mirrors/debian.list': '# ours\nhttp://mirror.test/debian\nhttp://second.test/debian\n',
    '/etc/apt/mirrors/security.list': 'http://mirror.test/debian-security\n',
  };
  const read = async (path: string): Promise<string> => {
    if (!(path in files)) throw new Error('ENOENT');
    return files[path]!;
  };
  t.deepEqual(chooseMirrors(await resolveMirrorFiles(list, read), undefined), mirrors);
});

test('of apt’s settings only those go along that fetching needs', (t) => {
  const dump = [
    'APT::Install-Recommends "0";',
    'Acquire::http::Proxy "http://proxy.test:3128";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::Languages "none";',
  ].join('\n');
  t.deepEqual(chooseAptOptions(dump), [
    'Acquire::http::Proxy "http://proxy.test:3128";',
    'Acquire::Check-Valid-Until "false";',
  ]);
});

test('the build chroot has another name as soon as anything it is made from differs', (t) => {
  const inputs: BuildrootInputs = { mirrors, aptOptions: [], release: new Uint8Array([1]) };
  const names: string[] = [
    inputs,
    { ...inputs, mirrors: { ...mirrors, main: 'http://other.test/debian' } },
    { ...inputs, aptOptions: ['Acquire::Check-Date "false";'] },
    { ...inputs, release: new Uint8Array([2]) },
  ].map(buildrootName);
  t.is(new Set(names).size, names.length);
  t.is(buildrootName({ ...inputs }), names[0]!);
});

test('of what apt says, the last complaint is told', (t) => {
  t.is(lastWords('Get:1 http://a\nE: Could not resolve host\n'), 'Could not resolve host');
  t.is(lastWords(''), 'no answer');
});

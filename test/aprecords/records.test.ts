import test from 'ava';
import { Records } from '../../src/aprecords/records.js';
import { dayOf } from '../../src/crypto/ap.js';
import type { OwnPath } from '../../src/path/types.js';
import { MemoryState } from '../../src/state/state.js';
import { apKeyOf, type TestApKey } from '../helpers/ap-keys.js';
import { RecordLab } from '../helpers/record-lab.js';

const own = ({ address, publicKey, secretKey, modifier }: TestApKey, isLasting: boolean) => ({
  address,
  key: publicKey,
  secret: secretKey,
  modifier,
  isLasting,
});

test('lasting addresses are published, fresh ones never; those removed no more', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const [a, b] = [apKeyOf('a'), apKeyOf('b')];
  let list = [own(a, true), own(b, false)];
  const paths = { exits: [lab.path('exit', 0)] as OwnPath[], entries: [] as OwnPath[] };
  const state = new MemoryState();
  const records = await Records.open({ ...lab.parts(), state, addresses: () => list, paths: () => paths });
  await lab.clock.run(5_000);
  t.is(records.facts(a.address)!.kept, 0);
  paths.entries = [lab.path('entry', 2)];
  records.pathsChanged(a.address);
  await lab.clock.run(5_000);
  t.is(records.facts(a.address)!.kept, 12);
  t.is(records.facts(b.address), null);
  const day = dayOf(a.address, lab.seconds());
  t.truthy(records.sessionKey(a.address, day));
  t.is(records.sessionKey(b.address, day), null);
  const found = await lab.settled(records.find(a.address, paths.exits[0]!));
  t.deepEqual(found!.sessionKey, records.sessionKey(a.address, day)!.publicKey);

  list = [own(b, true)];
  records.addressesChanged();
  await records.forget(a.address);
  t.is(records.sessionKey(a.address, day), null);
  await lab.clock.run(5_000);
  t.is(records.facts(b.address)!.kept, 12);
  t.is((await state.read('ap-revisions'))!.length, 22, 'only the one that is left');
  records.close();
  t.is(lab.clock.pending(), 0);
});

test('each address has found for itself, over whichever of its paths', async (t) => {
  const lab = new RecordLab(t.title, 12);
  const [a, b] = [apKeyOf('a'), apKeyOf('b')];
  const owner = await lab.owner(a);
  await lab.clock.run(5_000);
  const pools = new Map(
    [a, b].map(({ address }) => [
      address,
      { exits: [lab.path('exit', 4), lab.path('exit', 5)], entries: [] },
    ]),
  );
  const records = await Records.open({
    ...lab.parts(),
    state: new MemoryState(),
    addresses: () => [own(b, false), own(a, false)],
    paths: (address) => pools.get(address)!,
  });
  const [first, second] = pools.get(b.address)!.exits as [
    ReturnType<RecordLab['path']>,
    ReturnType<RecordLab['path']>,
  ];
  const [other] = pools.get(a.address)!.exits as [ReturnType<RecordLab['path']>];
  for (const path of [first, second, other]) t.truthy(await lab.settled(records.find(a.address, path)));
  t.deepEqual(
    [first, second, other].map(({ asked }) => asked.length),
    [3, 0, 3],
  );
  owner.close();
  records.close();
});

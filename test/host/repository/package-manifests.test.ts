import { expect, test } from 'vitest';
import { packageManifests } from '../../../server/host/repository/package-manifests.ts';
import { fixture } from '../../support/fixture.ts';

test('a manifest tells its name and all that it asks for; a broken one is passed over', async () => {
  using files = fixture(`
//- /package.json
{"name": "root", "devDependencies": {"a": "1"}, "peerDependencies": {"@r/b": "*"}}
//- /plain/package.json
{"private": true}
//- /broken/package.json
{"name": "broken
//- /main.ts
`);
  const paths = [...files.files.keys()].map((name) => files.path(name));
  expect(await packageManifests(paths)).toEqual([
    { folder: files.root, name: 'root', dependencies: ['a', '@r/b'] },
    { folder: files.path('plain'), dependencies: [] },
  ]);
});

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

test('a manifest tells by which paths others may import', async () => {
  using files = fixture(`
//- /a/package.json
{"exports": {".": {"types": "./a.d.ts"}, "./icons/*": "./icons/*.js", "./icons/private/*": null}}
//- /b/package.json
{"exports": "./b.js"}
//- /c/package.json
{"exports": {"import": "./c.js"}}
`);
  const paths = ['a', 'b', 'c'].map((name) => files.path(`${name}/package.json`));
  const found = await packageManifests(paths);
  expect(found.map(({ exports }) => exports)).toEqual([['.', './icons/*'], ['.'], ['.']]);
});

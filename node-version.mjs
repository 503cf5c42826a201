/** Stops with one sentence when this Node cannot run the project. Plain JavaScript that any Node can read. */

const needed = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < needed) {
  console.error(
    `Keyhole runs on Node ${needed} or later and this is Node ${process.versions.node}: run "npm install" again with ` +
      'install scripts allowed, so that its own Node is put into node_modules, or install Node 24 yourself.',
  );
  process.exit(1);
}

/** Stands in for `@vscode/fs-copyfile`, without which the built-in git extension does not activate. */
'use strict';

const fs = require('node:fs');

exports.copyFile = fs.promises.copyFile;
exports.copyFileSync = fs.copyFileSync;
exports.isCloneSupported = async () => false;
exports.constants = fs.constants;
exports.cp = fs.promises.cp;

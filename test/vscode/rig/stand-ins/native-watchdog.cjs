/** Stands in for `@vscode/native-watchdog`; the extension host looks after its parent by itself too. */
'use strict';

exports.start = function () {};
exports.exit = function (code) {
  process.exit(code || 0);
};

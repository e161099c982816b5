'use strict';

const { options } = require('./.dependency-cruiser.cjs');

/** The floors of the libraries. A run of its own, because specs may look anywhere and count with their folder. */
module.exports = {
  forbidden: [
    {
      name: 'no-folder-cycles',
      comment: 'Each folder of a library has a floor: it stands on the folders below it and imports none above.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^libs/' },
      to: { path: '^libs/', circular: true },
    },
  ],
  options: { ...options, exclude: { path: ['^(dist|coverage)/', '\\.(spec|suite|fixture)\\.ts$'] } },
};

/** Identifiers of the commands in package.json. */
export const commandIds = {
  showFlow: 'flowcell.showFlow',
  compareCells: 'flowcell.compareCells',
  restartEngine: 'flowcell.restartEngine',
  showOutput: 'flowcell.showOutput',
  openExample: 'flowcell.openExample',
} as const;

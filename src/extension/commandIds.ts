/** Identifiers of the commands in package.json. */
export const commandIds = {
  showFlow: 'flowcell.showFlow',
  compareCells: 'flowcell.compareCells',
  restartEngine: 'flowcell.restartEngine',
  showOutput: 'flowcell.showOutput',
  openExample: 'flowcell.openExample',
  pretrain: 'flowcell.pretrain',
  finetune: 'flowcell.finetune',
  evaluate: 'flowcell.evaluate',
  resumeTraining: 'flowcell.resumeTraining',
  selectModel: 'flowcell.selectModel',
  importArchitecture: 'flowcell.importArchitecture',
  useModel: 'flowcell.useModel',
  revealModel: 'flowcell.revealModel',
  deleteModel: 'flowcell.deleteModel',
  refreshModels: 'flowcell.refreshModels',
} as const;

/** What `flowcell help` prints. */
export const usage = `flowcell: predicts how good neural-architecture cells are

  flowcell score FILE... [--models FOLDER]... [--json]
      Prints for each cell what the editor shows above it. FOLDER has models of your own.
  flowcell surrogate FILE [--cell NAME] [--constants FILE] [--json]
      Prints the flow surrogate of each cell and the messages of its nodes.
  flowcell convert FILE --to FORM [--cell NAME] [--write]
      Prints the file with its cells in another form, or writes it back.
  flowcell pretrain --space NAME|FILE --out DIR [--architectures FILE] [--count N] [--pretext fgp] [--encoder KIND]
                    [--width N] [--layers N] [--epochs N] [--seed N] [--resume] [--force] [--checkpoint-seconds N]
                    [--json]
      Teaches an encoder a search space without labels. FILE is a *.space.yaml.
  flowcell finetune --model DIR --data FILE --target COLUMN --out DIR [--labels N] [--members N] [--lower | --higher]
                    [--predictor auto|encoder|process] [--epochs N] [--seed N] [--resume] [--force]
                    [--checkpoint-seconds N] [--json]
      Makes a predictor from an encoder and a result table.
  flowcell evaluate --model DIR --data FILE --target COLUMN [--lower | --higher] [--json]
      Measures a predictor on a table, beside parameters and FLOPs.
  flowcell export FILE --model DIR [--format csv|jsonl] [--out FILE]
      Writes predictions for the cells of a file or the rows of a table.
  flowcell engine [--batch-size N] [--backend NAME] [--install webgpu|node-gpu] [--json]
      Measures the compute backends; says which one trains, and why others do not.

  --backend auto|node-gpu|webgpu|wasm|cpu: what all commands but surrogate and convert compute on. --package-folder FOLDER: where the
  packages of node-gpu or webgpu are, if they are not where Node.js finds them.

Exit codes: 0 all is well, 1 findings, 2 a file or the command could not be read.`;

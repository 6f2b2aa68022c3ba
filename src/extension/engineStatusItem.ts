import {
  LanguageStatusSeverity,
  languages,
  type Command,
  type Disposable,
  type DocumentFilter,
  type TextDocument,
} from 'vscode';
import type { EngineStatus } from '../protocol/server';
import { cellFileName, cellFilePattern } from './cellDocuments';
import { commandIds } from './commandIds';

const texts: Readonly<Record<EngineStatus['state'], string>> = {
  idle: 'Flowcell',
  starting: 'Flowcell: starting',
  ready: 'Flowcell',
  restarting: 'Flowcell: restarting',
  stopped: 'Flowcell: engine stopped',
};

function commandFor(state: EngineStatus['state']): Command {
  if (state === 'stopped') return { title: 'Restart Engine', command: commandIds.restartEngine };
  if (state === 'ready') return { title: 'Compute Backends', command: commandIds.showBackends };
  return { title: 'Show Output', command: commandIds.showOutput };
}

/** The one place where Flowcell shows its state: the language status of cell files. */
export class EngineStatusItem implements Disposable {
  readonly #item = languages.createLanguageStatusItem('flowcell.engine', [{ pattern: cellFilePattern }]);

  constructor() {
    this.#item.name = 'Flowcell';
    this.show({ state: 'idle' });
  }

  /** Also shows the item for a document that is a cell file by its content. */
  include({ uri: { scheme, path } }: TextDocument): void {
    const filters = this.#item.selector as readonly DocumentFilter[];
    if (cellFileName.test(path) || filters.some((filter) => filter.pattern === path)) return;
    this.#item.selector = [...filters, { scheme, pattern: path }];
  }

  show({ state, detail, training }: EngineStatus): void {
    const item = this.#item;
    item.text = texts[state];
    item.busy = state === 'starting' || state === 'restarting';
    item.severity = state === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.detail =
      state === 'ready'
        ? [`predicts on ${detail ?? 'an unknown backend'}`, ...(training === undefined ? [] : [training])].join(' · ')
        : (detail ?? 'starts when it is first needed');
    item.command = commandFor(state);
  }

  dispose(): void {
    this.#item.dispose();
  }
}

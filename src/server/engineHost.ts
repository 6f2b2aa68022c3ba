import type { Connection } from 'vscode-languageserver/node';
import type { EngineSettings, LogLevel } from '../protocol/engine';
import { EngineSupervisor } from './engine/engineSupervisor';
import type { EngineStatusReporter } from './engineStatus';

/** So long after its start the engine that predicts is asked what would train: not before the first numbers are out. */
const askAfterMs = 3_000;

/** The engine of a server: reports to its client. */
export function superviseEngine(
  connection: Connection,
  modulePath: string,
  settings: () => EngineSettings,
  status: EngineStatusReporter,
): EngineSupervisor {
  const write: Readonly<Record<LogLevel, (message: string) => void>> = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
    debug: (message) => connection.console.debug(message),
  };
  const engine: EngineSupervisor = new EngineSupervisor({
    modulePath,
    settings,
    onLog: (level, message) => write[level](message),
    onStatus(reported) {
      status.report(reported);
      if (reported.state !== 'ready') return;
      const { pid } = engine;
      const ask = (): void => {
        if (engine.pid !== pid) return;
        engine.request('backends', { extent: 'known' }).then(
          (selection) => status.select(selection),
          () => undefined,
        );
      };
      setTimeout(ask, askAfterMs).unref();
    },
  });
  return engine;
}

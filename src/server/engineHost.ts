import type { Connection } from 'vscode-languageserver/node';
import type { EngineSettings, LogLevel } from '../protocol/engine';
import { engineStatusNotification, type EngineStatus } from '../protocol/server';
import { EngineSupervisor } from './engine/engineSupervisor';

/** The engine of a server: reports to its client. */
export function superviseEngine(
  connection: Connection,
  modulePath: string,
  settings: () => EngineSettings,
): EngineSupervisor {
  const write: Readonly<Record<LogLevel, (message: string) => void>> = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
    debug: (message) => connection.console.debug(message),
  };
  return new EngineSupervisor({
    modulePath,
    settings,
    onLog: (level, message) => write[level](message),
    onStatus: (status: EngineStatus) => void connection.sendNotification(engineStatusNotification, status),
  });
}

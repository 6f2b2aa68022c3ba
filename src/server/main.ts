import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server';

// The language server's process: `node server.js --stdio`, or forked by the client. It reads and answers; what computes
// predictions is a process of its own, so that this one answers whatever happens there.

const connection = createConnection(ProposedFeatures.all);
process.on('unhandledRejection', (reason) => connection.console.error(`unhandled rejection: ${String(reason)}`));

startServer(connection, { engineModule: join(__dirname, 'engine.js') });

import * as tf from '@tensorflow/tfjs-core';

/** Starting a backend may add listeners for these that rethrow and defeat the process's own handling. */
const guarded = ['uncaughtException', 'unhandledRejection'] as const;

/** Runs what starts a backend and removes the process listeners that it adds. */
export async function withoutNewListeners<T>(start: () => Promise<T>): Promise<T> {
  const listeners = (event: string): NodeJS.UncaughtExceptionListener[] =>
    process.listeners(event as 'uncaughtException');
  const before = new Map(guarded.map((event) => [event, listeners(event)]));
  try {
    return await start();
  } finally {
    for (const event of guarded) {
      for (const listener of listeners(event)) {
        if (!before.get(event)?.includes(listener)) process.removeListener(event, listener);
      }
    }
  }
}

/**
 * Runs what loads another copy of TensorFlow.js, without its warnings: it says of every kernel that there is one already, which is the point.
 * Errors still throw.
 */
export async function withoutWarnings<T>(load: () => Promise<T> | T): Promise<T> {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}

/** Makes a backend the current one. @throws Error if it does not start */
export async function activate(name: string): Promise<void> {
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend of TensorFlow.js did not start`);
  await tf.ready();
}

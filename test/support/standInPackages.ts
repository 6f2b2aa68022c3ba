import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(__filename);

/** How a stand-in for TensorFlow's binding behaves. */
export type StandInBehaviour =
  'right' | 'on-cpu' | 'wrong-numbers' | 'not-finite' | 'throws' | 'hangs' | 'crashes' | 'old-utilities';

/** What each does besides registering a backend named `tensorflow` on the code of the cpu backend. */
const behaviours: Readonly<Record<StandInBehaviour, string>> = {
  right: '',
  'on-cpu': `gpu = false;
    console.error("W dso_loader.cc] Could not load dynamic library 'libcudart.so.11.0'; dlerror: no such file");
    console.error("W dso_loader.cc] Could not load dynamic library 'libcudnn.so.8'; dlerror: no such file");`,
  'wrong-numbers': 'factor = 1.001;',
  'not-finite': 'factor = NaN;',
  throws: "throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: /x');",
  hangs: 'while (true);',
  crashes: "console.error('Illegal instruction in libtensorflow'); process.abort();",
  'old-utilities':
    "if (!require('util').isNullOrUndefined(null) || !require('util').isArray([])) throw new Error('wrong');",
};

/**
 * Writes a package like TensorFlow's binding for Node.js into a folder's node_modules. Its copy of tfjs-core is the repository's own, another one
 * than a bundle has: as in a real installation they share one engine. Returns the package's folder.
 */
export function writeNodeGpuPackage(
  folder: string,
  behaviour: StandInBehaviour,
  name = '@tensorflow/tfjs-node-gpu',
): string {
  const place = join(folder, 'node_modules', name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '4.22.0', main: 'index.js' }));
  const load = (dependency: string): string => JSON.stringify(require.resolve(dependency));
  writeFileSync(
    join(place, 'index.js'),
    `const tf = require(${load('@tensorflow/tfjs-core')});
    const { MathBackendCPU } = require(${load('@tensorflow/tfjs-backend-cpu')});
    let gpu = true;
    let factor = 1;
    ${behaviours[behaviour]}
    class NodeBackend extends MathBackendCPU {
      isGPUPackage = ${name.endsWith('gpu')};
      isUsingGpuDevice = ${name.endsWith('gpu')} && gpu;
    }
    tf.copyRegisteredKernels('cpu', 'tensorflow');
    if (factor !== 1) {
      const { kernelFunc } = tf.getKernel('BatchMatMul', 'cpu');
      tf.unregisterKernel('BatchMatMul', 'tensorflow');
      tf.registerKernel({
        kernelName: 'BatchMatMul',
        backendName: 'tensorflow',
        kernelFunc: (call) => {
          const product = kernelFunc(call);
          const values = call.backend.readSync(product.dataId);
          for (let i = 0; i < values.length; i++) values[i] *= factor;
          return product;
        },
      });
    }
    tf.registerBackend('tensorflow', () => new NodeBackend());
    tf.setBackend('tensorflow');\n`,
  );
  return place;
}

// Run as a process of its own: saves the sample model over and over, with weights of seed after seed. Arguments: folder, first seed, number.
import { ModelStore } from '../../src/engine/modelStore';
import { sampleModel } from './sampleModel';

const [root, first, count] = process.argv.slice(2);

async function main(): Promise<void> {
  const store = new ModelStore(root!);
  for (let i = 0; i < Number(count); i++) {
    const result = await store.save(sampleModel('sample', Number(first) + i));
    process.stdout.write(result.ok ? 'saved\n' : `${result.error.message}\n`);
  }
}

void main();

// WebAssembly SIMD kernels, written in AssemblyScript (TypeScript's syntax, compiled by `asc`).
// Memory is imported and laid out by the host (src/engine/kernels/arena.ts): no kernel allocates.
export { packPanels, packPanelsTransposed, multiply, multiplyTransposed } from './matrixMultiply';
export { addBias, biasRelu, columnSums, maskByPositive } from './elementwise';
export { gatedForward, gatedBackward } from './gatedConvolution';
export { sumNeighbours, meanPoolForward, meanPoolBackward, gatherRows, scatterAddRows } from './graphReduce';

// Bundled into a file of its own, which only a process that computes on WebGPU reads.
import '@tensorflow/tfjs-backend-webgpu';

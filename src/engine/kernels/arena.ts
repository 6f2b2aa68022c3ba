/** A pointer into the kernels' memory, in bytes. */
export type Pointer = number;

const PAGE = 65_536;
const ALIGNMENT = 64;

/**
 * Memory of the WebAssembly kernels: a stack that a training step fills (forward results wait there for the backward pass)
 * and `reset` empties. Grows when needed, never shrinks.
 */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 64, maximum: 65_536 });
  #top = ALIGNMENT;
  #floats = new Float32Array(this.memory.buffer);
  #integers = new Int32Array(this.memory.buffer);

  reset(): void {
    this.#top = ALIGNMENT;
  }

  /** Where the stack ends now; hand it to `release` to free everything allocated since. */
  mark(): Pointer {
    return this.#top;
  }

  release(mark: Pointer): void {
    this.#top = mark;
  }

  /** Room for `count` 32-bit elements, contents undefined. */
  allocate(count: number): Pointer {
    const at = this.#top;
    this.#top = at + Math.ceil((count * 4) / ALIGNMENT) * ALIGNMENT;
    if (this.#top > this.memory.buffer.byteLength) {
      const missing = this.#top - this.memory.buffer.byteLength;
      // a quarter more than asked for, so that growing batches do not grow memory every step
      this.memory.grow(Math.ceil((missing + this.#top / 4) / PAGE));
      this.#floats = new Float32Array(this.memory.buffer);
      this.#integers = new Int32Array(this.memory.buffer);
    }
    return at;
  }

  allocateZeroed(count: number): Pointer {
    const at = this.allocate(count);
    this.#floats.fill(0, at >> 2, (at >> 2) + count);
    return at;
  }

  /** Copies floats in. `room` >= values.length leaves space behind them (row padding). */
  put(values: ArrayLike<number>, room = values.length): Pointer {
    const at = this.allocate(room);
    this.#floats.set(values, at >> 2);
    return at;
  }

  putIntegers(values: Int32Array): Pointer {
    const at = this.allocate(values.length);
    this.#integers.set(values, at >> 2);
    return at;
  }

  /** A view that the next allocation may invalidate. */
  view(at: Pointer, count: number): Float32Array {
    return this.#floats.subarray(at >> 2, (at >> 2) + count);
  }
}

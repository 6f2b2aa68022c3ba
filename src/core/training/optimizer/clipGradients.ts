/** Scales all gradients in place so that their joint Euclidean norm is at most `limit`. Returns the norm before. */
export function clipGradients(gradients: ReadonlyMap<string, Float32Array>, limit: number): number {
  let squares = 0;
  // by index: iterating a typed array costs several times as much, and this runs over every weight in every step
  for (const gradient of gradients.values()) for (let i = 0; i < gradient.length; i++) squares += gradient[i]! ** 2;
  const norm = Math.sqrt(squares);
  if (norm > limit) {
    const factor = limit / (norm + 1e-6);
    for (const gradient of gradients.values()) for (let i = 0; i < gradient.length; i++) gradient[i]! *= factor;
  }
  return norm;
}

/** The n-th largest of many numbers without sorting them: a heap of the n largest so far. */

/** Of `values` at these places; 0 where there are fewer than `n`. */
export function nthLargest(values: Float64Array, places: readonly number[], n: number): number {
  if (places.length < n || n < 1) return 0;
  const heap = new Float64Array(n);
  for (let at = 0; at < n; at++) heap[at] = values[places[at] ?? 0] ?? 0;
  for (let at = (n >> 1) - 1; at >= 0; at--) sink(heap, at);
  for (let at = n; at < places.length; at++) {
    const value = values[places[at] ?? 0] ?? 0;
    if (value <= (heap[0] ?? 0)) continue;
    heap[0] = value;
    sink(heap, 0);
  }
  return heap[0] ?? 0;
}

/** Puts the number at a place of a heap, smallest on top, where it belongs below. */
function sink(heap: Float64Array, start: number): void {
  const value = heap[start] ?? 0;
  let at = start;
  for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
    const smaller = heap[child] ?? 0;
    if (smaller >= value) break;
    heap[at] = smaller;
    at = child;
  }
  heap[at] = value;
}

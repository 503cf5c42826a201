/** Logistic regression with a ridge, by Newton's method on sparse rows. */

export interface SparseRow {
  /** Inputs that are not 0, by their number. */
  readonly inputs: readonly (readonly [input: number, value: number])[];
  readonly holds: boolean;
}

/** Weights that pull towards `centre` as hard as `ridge` tells; an input's weight may be bounded from below. */
export interface FitOptions {
  readonly inputs: number;
  readonly ridge: number;
  readonly rounds?: number;
}

/** One weight for each input. */
export function fitLogistic(
  rows: readonly SparseRow[],
  { inputs, ridge, rounds = 12 }: FitOptions,
): Float64Array {
  const weights = new Float64Array(inputs);
  for (let round = 0; round < rounds; round++) {
    const { slope, curve } = pullOf(weights, ridge);
    for (const row of rows) addRow(row, weights, slope, curve);
    const step = solve(curve, slope);
    let most = 0;
    for (let at = 0; at < inputs; at++) {
      weights[at]! += step[at]!;
      most = Math.max(most, Math.abs(step[at]!));
    }
    if (most < 1e-5) break;
  }
  return weights;
}

/** What a ridge alone says of the weights: how the likelihood rises with each of them, and how it bends. */
export function pullOf(weights: ArrayLike<number>, ridge: number) {
  const slope = Float64Array.from(weights, (weight) => -ridge * weight);
  const curve = Array.from({ length: weights.length }, (_, at) => {
    const line = new Float64Array(weights.length);
    line[at] = ridge;
    return line;
  });
  return { slope, curve };
}

export function likelihoodOf({ inputs }: SparseRow, weights: Float64Array): number {
  const odds = inputs.reduce((sum, [at, value]) => sum + weights[at]! * value, 0);
  return 1 / (1 + Math.exp(-odds));
}

function addRow(row: SparseRow, weights: Float64Array, slope: Float64Array, curve: Float64Array[]): void {
  const likelihood = likelihoodOf(row, weights);
  const miss = (row.holds ? 1 : 0) - likelihood;
  const spread = likelihood * (1 - likelihood);
  for (const [at, value] of row.inputs) {
    slope[at]! += miss * value;
    const line = curve[at]!;
    for (const [other, second] of row.inputs) line[other]! += spread * value * second;
  }
}

/** Gaussian elimination of a symmetric, positive system. */
export function solve(matrix: readonly Float64Array[], target: Float64Array): Float64Array {
  const size = target.length;
  const lines = matrix.map((line, at) => Float64Array.from([...line, target[at]!]));
  for (let at = 0; at < size; at++) {
    const own = lines[at]!;
    for (let below = at + 1; below < size; below++) {
      const line = lines[below]!;
      const factor = line[at]! / own[at]!;
      if (factor === 0) continue;
      for (let column = at; column <= size; column++) line[column]! -= factor * own[column]!;
    }
  }
  const found = new Float64Array(size);
  for (let at = size - 1; at >= 0; at--) {
    let rest = lines[at]![size]!;
    for (let column = at + 1; column < size; column++) rest -= lines[at]![column]! * found[column]!;
    found[at] = rest / lines[at]![at]!;
  }
  return found;
}

/** The chance that a row that holds is judged likelier than one that does not. */
export function areaUnderCurve(
  judged: readonly { readonly likelihood: number; readonly holds: boolean }[],
): number {
  const sorted = judged.toSorted((a, b) => a.likelihood - b.likelihood);
  let ranks = 0;
  let holding = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]!.likelihood === sorted[at]!.likelihood) end++;
    for (let one = at; one < end; one++) {
      if (!sorted[one]!.holds) continue;
      holding++;
      ranks += (at + end + 1) / 2;
    }
    at = end;
  }
  const others = sorted.length - holding;
  return holding === 0 || others === 0 ? 1 : (ranks - (holding * (holding + 1)) / 2) / (holding * others);
}

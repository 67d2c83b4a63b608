/** Chance that is the same for the same seed, to the last digit, on every machine. */
export interface Random {
  /** 0 to 1, without 1. */
  next(): number
  between(low: number, high: number): number
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(all: readonly [T, ...(readonly T[])]): T
  /** About 0, with a deviation of 1. */
  normal(): number
  /** Chance of its own: what one part draws changes nothing for another. */
  fork(name: string): Random
}

/** FNV-1a, and a final mix, of UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

/** Mulberry32 (Tommy Ettinger, public domain). */
export function randomOf(seed: string): Random {
  let state = hashOf(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + (high - low) * next()
  return {
    next,
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: (probability) => next() < probability,
    pick: (all) => all[Math.floor(next() * all.length)] ?? all[0],
    // of six: near enough to a bell, and no logarithm whose last digit a machine may round otherwise
    normal: () => {
      let sum = -3
      for (let count = 0; count < 6; count++) sum += next()
      return sum * Math.SQRT2
    },
    fork: (name) => randomOf(`${seed}/${name}`),
  }
}

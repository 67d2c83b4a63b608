import { getHeapSpaceStatistics } from 'node:v8'
import { createBusyWatch, keepLean } from '../../src/main/host/lean-engine.ts'

// Works without a pause, and prints what V8 has taken for new objects before its engine was told to be busy, and at the end.
keepLean()
const ticked = createBusyWatch()

const newSpaceBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0

/** Some 2 MB that live for a while, as the lines of a log do. */
function work(rounds: number, each: () => void): void {
  const living: object[][] = []
  for (let round = 0; round < rounds; round++) {
    living.push(Array.from({ length: 20_000 }, (_, index) => ({ round, index, text: `${index}` })))
    if (living.length > 4) living.shift()
    each()
  }
}

work(40, () => undefined)
const leanBytes = newSpaceBytes()
work(400, ticked)
console.log(JSON.stringify({ leanBytes, grownBytes: newSpaceBytes() }))

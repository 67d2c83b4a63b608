import { expect, onTestFinished, test } from 'vitest'
import { createChildren } from '../frame/children.ts'
import { faultsOf, figuresOf } from '../torture/soak/judge-soak.ts'
import { runSoak } from '../torture/soak/run-soak.ts'

const hours = 24
/** Half a day is short for a slope: a leak of 200 bytes a tick shows, and a month (`npm run torture`) shows less. */
const mostBytesADay = 5e6
const longestMs = 900_000

test(
  'a day of a busy Mac at speed leaves memory, handles, timers and files as they were',
  async () => {
    const children = createChildren()
    onTestFinished(() => children.endAll())
    const lived = await runSoak(children, hours)
    console.log(figuresOf(lived).join('\n'))
    expect(lived).toHaveLength(hours)
    expect(faultsOf(lived, mostBytesADay)).toEqual([])
  },
  longestMs,
)

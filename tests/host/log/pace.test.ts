import { describe, expect, test } from 'vitest'
import { createPace } from '../../../src/main/host/log/pace.ts'
import { sleep, until } from '../../processes.ts'

/** A look that takes as long as the test lets it. */
function slowLooks() {
  let count = 0
  let end = (): void => undefined
  const pace = createPace(() => {
    count++
    const { promise, resolve } = Promise.withResolvers<void>()
    end = resolve
    return promise
  })
  return {
    pace,
    count: () => count,
    end: () => end(),
    looks: (wanted: number) => until(`look ${wanted}`, () => (count >= wanted ? count : null)),
  }
}

describe('looks', () => {
  test('come one at a time, and once more for all that was asked meanwhile', async () => {
    const { pace, count, end, looks } = slowLooks()
    pace.wake()
    pace.wake()
    pace.wake()
    expect(count()).toBe(1)
    end()
    expect(await looks(2)).toBe(2)
    end()
    await sleep(150)
    expect(count()).toBe(2)
  })

  test('come though an alarm rang while one was under way', async () => {
    const { pace, end, looks } = slowLooks()
    pace.wakeIn(1)
    await looks(1)
    pace.wakeIn(1)
    await sleep(50)
    end()
    await looks(2)
    end()
    pace.wakeIn(1)
    expect(await looks(3)).toBe(3)
    end()
  })

  test('are done for whoever waits when one has ended that began after he asked', async () => {
    const { pace, end, looks } = slowLooks()
    pace.wake()
    let isDone = false
    const looked = pace.looked().then(() => {
      isDone = true
    })
    end()
    await looks(2)
    expect(isDone).toBe(false)
    end()
    await looked
    expect(isDone).toBe(true)
  })

  test('end when they are stopped, and nobody waits any more', async () => {
    const { pace, count, end } = slowLooks()
    pace.wake()
    const looked = pace.looked()
    const stopped = pace.stop()
    end()
    await Promise.all([looked, stopped, pace.looked()])
    pace.wake()
    await sleep(100)
    expect(count()).toBe(1)
  })
})

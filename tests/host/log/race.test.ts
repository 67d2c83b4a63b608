import { expect, onTestFinished, test } from 'vitest'
import { createChildren } from '../../frame/children.ts'
import { race } from '../../torture/log-tail/race.ts'

// the same for a minute: npm run torture -- log-tail
test.each(['server.log', 'link.log'] as const)(
  'every line of %s comes once, though it is rotated and its reader is killed',
  async (name) => {
    const children = createChildren()
    onTestFinished(() => children.endAll())
    const { wrote, faults } = await race(children, name, 3_000, 4_711)
    expect(faults).toEqual([])
    // how much is written in the time is the machine's: busy, it wrote 55 lines
    expect(wrote.written).toBeGreaterThan(20)
  },
  60_000,
)

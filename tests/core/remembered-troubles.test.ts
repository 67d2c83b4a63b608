import { expect, test } from 'vitest'
import { troublesIn } from '../../src/main/core/remembered-troubles.ts'
import { keeperOf } from '../history/moments.ts'
import { storeInMemory } from '../history/learnt-fake.ts'

const broken = 'The history cannot be read (it is broken)'
const unread = 'learnt.json is broken: nothing that was learnt is used'

test('doctor is told what is wrong with what Headroom remembers, after what is wrong with settings', async () => {
  const history = keeperOf()
  const learnt = storeInMemory()
  const troubles = troublesIn(
    { troubles: () => ['settings.json is broken'] },
    {
      history: { ...history, read: (input) => ({ ...history.read(input), trouble: broken }) },
      learnt: { ...learnt, current: () => ({ ...learnt.current(), trouble: unread }) },
    },
  )
  expect(await troubles()).toEqual(['settings.json is broken', broken, unread])
})

test('doctor finds nothing where all that is remembered is well, or nothing is', async () => {
  const well = { history: keeperOf(), learnt: storeInMemory() }
  expect(await troublesIn(undefined, well)()).toEqual([])
  expect(await troublesIn(undefined, undefined)()).toEqual([])
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRememberedDesk } from '../../../src/main/core/remembered-desk.ts'
import { openLearnt } from '../../../src/main/history/learnt/learnt-store.ts'
import { localHost } from '../../host/local-host.ts'
import { tempFolder } from '../../processes.ts'
import { unknownOf } from './books.ts'

test('every language has why what was learnt is not used, and where nothing is', async () => {
  const [broken, empty, unread] = ['broken.json', 'empty.json', 'unread.json'].map((name) =>
    join(tempFolder(), name),
  )
  if (broken === undefined || empty === undefined || unread === undefined) throw new Error('paths')
  writeFileSync(broken, 'no JSON at all')
  writeFileSync(empty, '')
  mkdirSync(unread)
  const host = localHost()
  const stores = await Promise.all([broken, empty, unread].map((path) => openLearnt(host, path)))
  const troubles = stores.flatMap((store) => store.current().trouble ?? [])
  const refusal: unknown = await createRememberedDesk()
    .forgetLearnt({ kind: 'all' })
    .catch((error: unknown) => error)
  const why = refusal instanceof Error ? refusal.message : ''
  expect(troubles.length).toBeGreaterThanOrEqual(2)
  expect(why).not.toBe('')
  expect(unknownOf([...troubles, why])).toEqual([])
})

import { expect, test } from 'vitest'
import { reasonOf } from '../../../src/main/host/attempt.ts'
import { makeRunnable } from '../../../src/main/host/make-runnable.ts'
import { unknownOf } from './books.ts'

test('every language says why there is no terminal', async () => {
  const refused = await makeRunnable('/no/such/spawn-helper').then(() => 'made', reasonOf)
  const process = 'the process that holds terminals'
  const said = [
    refused,
    `${process} has ended (exit 9)`,
    `${process} does not answer`,
    `${process} has opened none`,
  ]
  expect(unknownOf(said)).toEqual([])
})

import { expect, test } from 'vitest'
import { createReportDesk } from '../../../src/main/core/report/report-desk.ts'
import {
  reportKeptText,
  reportPartText,
  reportRemovedText,
} from '../../../src/shared/report-text.ts'
import { localHost } from '../../host/local-host.ts'
import { refusingDesks } from '../../core/report/refusing-desks.ts'
import { unknownOf } from './books.ts'

test('every language says what a report holds, what it does not, and why', async () => {
  const { clock } = localHost()
  const { missing } = await createReportDesk({
    clock,
    folder: undefined,
    asked: refusingDesks('the disk is full'),
    identity: { users: [], hosts: [], secrets: [] },
  }).report()
  const texts = [
    ...Object.values(reportPartText),
    reportRemovedText,
    reportKeptText,
    ...missing.map(({ reason }) => reason),
    'it is too large',
  ]
  expect(missing.length).toBeGreaterThan(5)
  expect(unknownOf(texts)).toEqual([])
})

import { expect, test } from 'vitest'
import { cleanOf } from '../../../src/main/core/report/clean.ts'
import { createReportRedact } from '../../../src/main/host/report-redact.ts'
import { fixture } from '../../world.ts'

/** What the recorder leaves is nobody's already, but for what stands for a serial number and for a user. */
const substitutes = /xxxxxxxxxxxxxxx|\[removed\]|\/Users\/user1?\b/g

test.each(['mac-m2max-32gb-loading', 'mac-64gb-two-servers', 'linux-workstation'])(
  'of the recording %s no figure, path or name that a parser needs is taken out',
  (name) => {
    const redact = createReportRedact({ users: [], hosts: [], secrets: [] })
    for (const line of fixture(`recordings/${name}.jsonl`).trimEnd().split('\n')) {
      const { value } = cleanOf(JSON.parse(line), redact)
      expect(JSON.stringify(value).replaceAll(substitutes, '')).toBe(
        JSON.stringify(JSON.parse(line)).replaceAll(substitutes, ''),
      )
    }
  },
)

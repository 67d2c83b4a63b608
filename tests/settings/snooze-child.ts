import { createLocalHost } from '../../src/main/host/local.ts'
import { openSnoozes } from '../../src/main/settings/snooze-store.ts'
import { isRuleId } from '../../src/shared/alert.ts'

// Snoozes one rule after the other: `node snooze-child.ts <file> <rule>...`
const [path = '', ...names] = process.argv.slice(2)
const store = await openSnoozes(createLocalHost(), path)
for (const target of names.filter(isRuleId)) {
  const kept = await store.change((made) => [
    ...made,
    { target, span: '1h', madeAtMs: 5, servers: [] },
  ])
  if (kept.kind !== 'ok') throw new Error(kept.reason)
}

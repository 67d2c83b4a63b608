import { createLocalHost } from '../../src/main/host/local.ts'
import { openSettings } from '../../src/main/settings/settings-store.ts'

// Changes one line of the alerts again and again, and a rule's time: `node settings-child.ts <file> <line> <rule> <count>`
const [path = '', line = '', rule = '', count = ''] = process.argv.slice(2)
const store = await openSettings(createLocalHost(), path)
for (let round = 1; round <= Number(count); round++) {
  const given = { alerts: { [line]: round, holdSeconds: { [rule]: round } }, logFiles: undefined }
  const kept = await store.change(await store.admit(given))
  if (kept.kind !== 'ok') throw new Error(kept.reason)
}

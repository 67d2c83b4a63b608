import { openLearnt } from '../../../src/main/history/learnt/learnt-store.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { someModel } from './some-model.ts'

// Learns one model after the other: `node learnt-child.ts <file> <id>...`
const [path = '', ...ids] = process.argv.slice(2)
const store = await openLearnt(createLocalHost(), path)
for (const id of ids) {
  const kept = await store.change((parts) => ({
    ...parts,
    models: [...parts.models, someModel({ id })],
  }))
  if (kept.kind !== 'ok') throw new Error(kept.reason)
}

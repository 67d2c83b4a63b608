import type { ForgetLearntInput, Learnt } from '../../../shared/learnt.ts'
import type { Reading } from '../../../shared/reading.ts'
import { openSharedFile, type SharedFile, type SharedHost } from '../../host/shared-file.ts'
import { correctionOf } from './correction.ts'
import { shownGrowth } from './growth-runs.ts'
import { learntForm } from './learnt-file.ts'
import type { LearntParts } from './learnt-parts.ts'

/** What was learnt outlives a process, and is shared by all Headrooms of a user. */
export interface LearntStore {
  current(): Learnt
  parts(): LearntParts
  /** In force at once; the answer says whether the file has it too. What others have written meanwhile stays. */
  change(how: (parts: LearntParts) => LearntParts): Promise<Reading<null>>
  forget(what: ForgetLearntInput): Promise<Reading<null>>
  /** `remove` takes the file away, and nobody else changes it meanwhile. */
  forgetAll(remove: () => Promise<Reading<null>>): Promise<Reading<null>>
  /** Reads the file again where another Headroom has written it. */
  refresh(): Promise<void>
  onChange(wake: () => void): () => void
}

/** `host` must be the machine itself. Never throws. */
export async function openLearnt(host: SharedHost, path: string): Promise<LearntStore> {
  const file = await openSharedFile(host, path, learntForm)
  let unwritten: string | null = null
  const change: SharedFile<LearntParts>['change'] = async (how) => {
    const kept = await file.change(how)
    unwritten = kept.kind === 'ok' ? null : `${path}: ${kept.reason}`
    return kept
  }
  return {
    current: () => shownOf(file.value(), file.trouble() ?? unwritten),
    parts: file.value,
    change,
    forget: (what) => change((parts) => without(parts, what)),
    forgetAll: file.forget,
    refresh: file.refresh,
    onChange: file.onChange,
  }
}

const shownOf = ({ models, limit, growths }: LearntParts, trouble: string | null): Learnt => ({
  schema: 'headroom/learnt/1',
  models: models.map(({ id, engine, build, model, loads, lastAtMs, seen }) => ({
    id,
    engine,
    build,
    model,
    loads,
    lastAtMs,
    ratios: correctionOf(seen),
  })),
  limit,
  growths: growths.map(shownGrowth),
  trouble,
})

function without(parts: LearntParts, what: ForgetLearntInput): LearntParts {
  switch (what.kind) {
    case 'one':
      return {
        ...parts,
        models: parts.models.filter(({ id }) => id !== what.id),
        growths: parts.growths.filter(({ id }) => id !== what.id),
      }
    case 'limit':
      return { ...parts, limit: null }
    case 'all':
      return learntForm.none
  }
}

import type { Fit } from '../../../shared/fit.ts'
import { learntNeed } from '../../inference/estimate/learnt-need.ts'
import { needBytesOf, needRamBytesOf } from '../../inference/estimate/need.ts'
import type { createSizer } from '../create-sizer.ts'
import type { Learning } from './learning.ts'
import { subjectOf } from './subject.ts'

/** Sizers that know what real loads of their model have shown. What is remembered of needs lies below: none of it is of an older correction. */
export const withLearning =
  (create: typeof createSizer, learning: Pick<Learning, 'of'> | undefined): typeof createSizer =>
  (model, options, room) => {
    const sizer = create(model, options, room)
    const correction = learning?.of(subjectOf(model, options, room.device)) ?? null
    if (correction === null) return sizer
    const base = sizer.need()
    const need = learntNeed(base, correction)
    const bytesOf = room.device === 'cpu' ? needRamBytesOf : needBytesOf
    const learnt: Fit['learnt'] = {
      loads: correction.loads,
      byBytes: bytesOf(need) - bytesOf(base),
    }
    return {
      ...sizer,
      learnt,
      need: (changes) => {
        if (changes === undefined) return need
        const changed = sizer.need(changes)
        // by another engine, or of another file: nothing was learnt of those
        const isOther = changes.engine !== undefined || changes.quantization !== undefined
        return isOther ? changed : learntNeed(changed, correction)
      },
    }
  }

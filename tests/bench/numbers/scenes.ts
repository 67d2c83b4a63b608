import { randomBytes } from 'node:crypto'
import { planOf, defaultCount } from '../../eval/scenes/plan.ts'
import { playAll } from '../../eval/scenes/pool.ts'
import { figuresOf } from '../../eval/scenes/summary.ts'
import type { Bar, BenchNumber, Figure } from '../number.ts'

const quickCount = 84

/** The evaluation `scenes` with a seed that nobody has seen. */
export const number: BenchNumber = {
  name: 'scenes',
  what: 'failures foretold, and no alert on clean days, in histories of Macs that a fresh seed makes',
  run: async ({ isQuick }) => {
    const seed = randomBytes(6).toString('hex')
    const verdicts = await playAll(planOf(seed, isQuick ? quickCount : defaultCount))
    const { all, growth, loads, cleanHours, falseAlerts, flaps } = figuresOf(verdicts)
    const figure = (what: string, value: number | null, unit: string, bar: Bar): Figure => ({
      what,
      value,
      unit,
      bar,
      note: `seed ${seed}`,
    })
    return [
      {
        ...figure('failures foretold', percentOf(all.foretold, all.foretellable), '%', {
          least: 95,
        }),
        note: `${all.foretold} of ${all.foretellable}; seed ${seed}`,
      },
      figure('growth: median lead', growth.medianLeadSeconds, 's', { least: 45 }),
      figure('growth: one in ten leads is less than', growth.p10LeadSeconds, 's', { least: 15 }),
      figure(
        'loads: foretold before the first weight is read',
        percentOf(loads.beforeWeights ?? 0, loads.ofLoads ?? 0),
        '%',
        { least: 95 },
      ),
      {
        ...figure('false alerts in clean hours', falseAlerts, '', { most: 0 }),
        note: `${cleanHours.toFixed(1)} hours; seed ${seed}`,
      },
      figure('flaps', flaps, '', { most: 0 }),
    ]
  },
}

const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : (100 * part) / whole

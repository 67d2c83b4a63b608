import { drawGauge, gaugeSizePoints } from '../../../src/shared/gauge.ts'
import { allLooks } from '../../electron/tray/gauge-looks.ts'
import { medianOf } from '../../frame/median.ts'
import type { BenchNumber } from '../number.ts'

const warmUpRounds = 20
const rounds = 50
const quickRounds = 5

/** Every look at every level, 1× and 2× together, as the menu bar needs them. */
export const number: BenchNumber = {
  name: 'gauge',
  what: 'drawing the icon of the menu bar',
  run: async ({ isQuick }) => {
    for (let round = 0; round < warmUpRounds; round++) drawAll()
    const tookMs = Array.from({ length: isQuick ? quickRounds : rounds }, drawAll).flat()
    return [
      {
        what: 'gauge, one icon at 1× and 2×',
        value: medianOf(tookMs) * 1_000,
        unit: 'µs',
        bar: null,
        note: `median of ${tookMs.length} drawings of ${allLooks.length} looks; drawn once for each, then kept`,
      },
    ]
  },
}

function drawAll(): readonly number[] {
  return allLooks.map((look) => {
    const startedAt = performance.now()
    drawGauge(look, gaugeSizePoints)
    drawGauge(look, 2 * gaugeSizePoints)
    return performance.now() - startedAt
  })
}

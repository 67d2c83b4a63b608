import { plainFigure, sumFigure, tableFigure, type Hours } from '../macos/budget.ts'
import { simulate, type Scene } from '../macos/simulate.ts'
import type { BenchNumber } from '../number.ts'

const idleBar = { most: 0.5 }
const watchedBar = { most: 3 }
const plain: Scene = { isLooked: false, isOnBattery: false, powerBy: null, level: 'usual' }

async function hoursOf(scene: Scene): Promise<Hours> {
  return {
    least: await simulate({ ...scene, level: 'least' }),
    usual: await simulate(scene),
    most: await simulate({ ...scene, level: 'most' }),
  }
}

/** An hour of virtual time each: the same with --quick. */
export const number: BenchNumber = {
  name: 'macos-budget',
  what: "macOS: what Headroom's commands take by published costs, of one core",
  run: async () => {
    const watchedScene = { ...plain, isLooked: true }
    const alone = await hoursOf(plain)
    const watched = await hoursOf(watchedScene)
    return [
      sumFigure('macOS budget, nobody looking', alone, idleBar),
      sumFigure('macOS budget, watched', watched, watchedBar),
      plainFigure(
        'macOS, watched, with powermetrics (opt-in)',
        await simulate({ ...watchedScene, powerBy: 'powermetrics' }),
      ),
      plainFigure(
        'macOS, watched, with macmon installed',
        await simulate({ ...watchedScene, powerBy: 'macmon' }),
      ),
      plainFigure(
        'macOS, nobody looking, on battery',
        await simulate({ ...plain, isOnBattery: true }),
      ),
      plainFigure(
        'macOS, watched, on battery',
        await simulate({ ...watchedScene, isOnBattery: true }),
      ),
      tableFigure(alone.usual, watched.usual),
    ]
  },
}

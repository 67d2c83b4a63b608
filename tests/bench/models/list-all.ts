// node --expose-gc list-all.ts FOLDER KEPT TIMES: lists the models of a folder so often, and prints what that took.
import { createLocalHost } from '../../../src/main/host/local.ts'
import { parseMac, roomOfMac } from '../../../src/main/fit/fit-room.ts'
import { localModelsOf } from '../../../src/main/fit/shelf/local-models.ts'
import { createShelf } from '../../../src/main/fit/shelf/shelf.ts'
import { modelPlacesOf } from '../../../src/main/inference/models/find/model-places.ts'

export interface ListedAll {
  readonly modelCount: number
  readonly eachMs: readonly number[]
  /** Of all lists the longest that nothing else had its turn. */
  readonly longestTurnMs: number
  /** After each list, when what is left over was thrown away. */
  readonly heapBytes: readonly number[]
}

const [folder = '', keptIn = '', times = '1'] = process.argv.slice(2)
const shelf = createShelf({
  host: createLocalHost(),
  places: modelPlacesOf({}, `${folder}/nobody`, folder, 'darwin'),
  folders: () => [folder],
  keptIn,
})
const room = roomOfMac(parseMac('32GB'))
const eachMs: number[] = []
const heapBytes: number[] = []
let modelCount = 0
let longestTurnMs = 0
let turnAtMs = performance.now()
const turns = setInterval(() => {
  longestTurnMs = Math.max(longestTurnMs, performance.now() - turnAtMs)
  turnAtMs = performance.now()
}, 1)
for (let index = 0; index < Number(times); index += 1) {
  turnAtMs = performance.now()
  const startedAtMs = performance.now()
  await shelf.read('metal')
  const list = localModelsOf(shelf.seen(), { room, loaded: [], atMs: 0, isReading: false })
  eachMs.push(performance.now() - startedAtMs)
  modelCount = list.models.filter(({ verdict }) => verdict !== 'unknown').length
  globalThis.gc?.()
  heapBytes.push(process.memoryUsage().heapUsed)
}
clearInterval(turns)
const listed: ListedAll = { modelCount, eachMs, longestTurnMs, heapBytes }
process.stdout.write(JSON.stringify(listed))
process.exit(0)

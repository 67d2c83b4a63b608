import { existsSync } from 'node:fs'
import { createStoreKeeper } from '../../../src/main/history/store/store-keeper.ts'
import { createLocalHost } from '../../../src/main/host/local.ts'
import { at, minuteMs } from '../moments.ts'

// Notes minute after minute, the room of each moment its time, and says what is on the disk: `node writer.ts <path> <fromMs> <minutes> [<phaseMs> <goPath>]`: with one it waits after the first minute until that file is there
const [path = '', fromMs = '0', minutes = '0', phaseMs = '0', goPath] = process.argv.slice(2)
const host = createLocalHost()
const say = (trouble: string): void => void process.stdout.write(`trouble ${trouble}\n`)
const keeper = createStoreKeeper({ host, path, mayWrite: true, isKept: true, say })
process.stdout.write('ready\n')
for (let minute = 0; minute < Number(minutes); minute++) {
  const beginMs = Number(fromMs) + minute * minuteMs
  for (let ms = Number(phaseMs); ms < minuteMs; ms += 5_000)
    keeper.note(at(beginMs + ms, beginMs + ms))
  await keeper.flush()
  process.stdout.write(`written ${beginMs}\n`)
  while (goPath !== undefined && !existsSync(goPath))
    await new Promise((resolve) => setTimeout(resolve, 5))
}
await keeper.close()
await host.close()

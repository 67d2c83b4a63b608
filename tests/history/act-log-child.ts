import { existsSync } from 'node:fs'
import { createActLog } from '../../src/main/history/act-log.ts'
import { createLocalHost } from '../../src/main/host/local.ts'
import { begunAt } from './an-act.ts'

// Notes one act after the other, once there is a file `<file>.go`: `node act-log-child.ts <file> <name> <count>`
const [path = '', name = '', count = '0'] = process.argv.slice(2)
const log = createActLog(createLocalHost(), path)
console.log('ready')
while (!existsSync(`${path}.go`)) await new Promise((resolve) => setTimeout(resolve, 5))
for (let index = 0; index < Number(count); index++) {
  const begun = begunAt(index, `${name}-${index}`)
  const noted = await log.begin(begun)
  if (noted.kind !== 'ok') throw new Error(noted.reason)
}

import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createByteOutlet } from '../../../src/main/cli/run/byte-outlet.ts'
import { tempFolder, until } from '../../processes.ts'

const nothing = (): void => undefined

test('all leaves in its order, and is flushed then', async () => {
  const path = join(tempFolder(), 'out')
  const fd = openSync(path, 'w')
  onTestFinished(() => closeSync(fd))
  const outlet = createByteOutlet(fd, { onRoom: nothing, onGone: nothing })
  for (const text of ['one\n', '', 'two\n', 'three\n']) outlet.write(Buffer.from(text))
  await outlet.flushed()
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n')
})

// it once kept what came, paused the program for good, and turned in a circle when that had ended
test('when its reader has gone nothing is kept, no program is held up, and the end comes', async () => {
  const path = join(tempFolder(), 'pipe')
  expect(spawnSync('mkfifo', [path]).status).toBe(0)
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
  onTestFinished(() => closeSync(fd))
  const gone: string[] = []
  const outlet = createByteOutlet(fd, { onRoom: nothing, onGone: () => gone.push('gone') })
  closeSync(reader)
  outlet.write(Buffer.from('nobody reads it'))
  await until('it is known', () => (gone.length > 0 ? true : null))
  const took = Array.from({ length: 20 }, () => outlet.write(Buffer.alloc(64 * 2 ** 10)))
  expect(took).toEqual(took.map(() => true))
  await outlet.flushed()
  expect(gone).toEqual(['gone'])
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectDir } from '../../frame/serve.ts'
import type { BenchNumber } from '../number.ts'

const rendererDir = join(projectDir, 'out', 'renderer')
const barKilobytes = 150

/** What the page names itself: scripts, what they import at once (modulepreload), style sheets. */
export const number: BenchNumber = {
  name: 'renderer-size',
  what: 'what the browser loads before it shows the popover',
  run: async () => {
    const html = await readFile(join(rendererDir, 'index.html'), 'utf8')
    const files = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.(?:js|css))"/g)].flatMap(
      ([, file]) => (file === undefined ? [] : [file]),
    )
    const texts = await Promise.all(files.map((file) => readFile(join(rendererDir, file))))
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0)
    return [
      {
        what: 'renderer entry, js + css, gzipped',
        value: files.length === 0 ? null : bytes / 1e3,
        unit: 'kB',
        bar: { most: barKilobytes },
        note: files.length === 0 ? 'the page names no script' : files.join(', '),
      },
    ]
  },
}

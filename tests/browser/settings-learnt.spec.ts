import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jsonIn } from '../../src/shared/parse.ts'
import { expect, test } from './fixtures.ts'
import { folderOfSettings, openSettings } from './settings-page.ts'

const growthOf = (model: string, lastAtMs: number) => ({
  id: `growth mlx-lm ${model}`,
  engine: 'mlx-lm',
  model,
  runs: 3,
  lastAtMs,
  recent: [12, 18, 31].map((pace) => ({ bytesPerSecond: pace * 1e6, bytesPerToken: null })),
})

test('what was learnt is forgotten one by one and all at once, in the file as on the screen', async ({
  page,
  serve,
  folder,
}) => {
  const file = join(folderOfSettings(folder), 'learnt.json')
  await mkdir(folderOfSettings(folder), { recursive: true })
  const nowMs = Date.now()
  const limit = {
    limitBytes: 22_906_503_168,
    atMs: nowMs - 90 * 60_000,
    program: 'Ollama',
    overrideBytes: null,
    ramBytes: 32 * 2 ** 30,
    macOsMajor: 26,
  }
  const growths = [growthOf('qwen', nowMs - 60_000), growthOf('gemma', nowMs - 120_000)]
  await writeFile(file, JSON.stringify({ models: [], limit, growths }))
  const { url } = await serve('--allow-acts')
  await openSettings(page, url, 'Your data')
  const group = page.getByRole('region', { name: 'Learnt here' })
  const rows = group.getByRole('listitem')
  await expect(rows.nth(0)).toContainText('as Ollama logged it 1 h 30 min ago')
  await expect(rows.nth(1)).toContainText('12 MB/s to 31 MB/s')
  const kept = async (): Promise<unknown> => jsonIn(await readFile(file, 'utf8'))

  await group.getByRole('button', { name: 'Forget: qwen' }).click()
  await expect(rows.filter({ hasText: 'qwen' })).toHaveCount(0)
  await expect
    .poll(kept)
    .toMatchObject({ limit: { program: 'Ollama' }, growths: [{ model: 'gemma' }] })
  await expect(group.getByRole('heading')).toBeFocused()

  await group.getByRole('button', { name: 'Forget all…' }).click()
  await expect(rows).toHaveCount(3)
  await group.getByRole('button', { name: 'Forget all', exact: true }).click()
  await expect(group).toContainText('Nothing yet')
  await expect.poll(kept).toMatchObject({ limit: null, growths: [] })
})

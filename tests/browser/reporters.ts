import type { ReporterDescription } from '@playwright/test'

/** A line for each test; for CI the same as a file that a script can count. */
export function reporters(name: string): ReporterDescription[] {
  const folder = process.env['HEADROOM_RESULTS']
  const list: ReporterDescription = ['list']
  return folder === undefined ? [list] : [list, ['json', { outputFile: `${folder}/${name}.json` }]]
}

import type { ReporterDescription } from '@playwright/test'

/** Where CI wants the results as a file that a script can count. */
const folder = process.env['HEADROOM_RESULTS']

/** A test is tried again only where each that needed it is counted and named (.ci/count.mjs). */
export const retries = folder === undefined ? 0 : 1

/** A line for each test; for CI the same as a file. */
export function reporters(name: string): ReporterDescription[] {
  const list: ReporterDescription = ['list']
  return folder === undefined ? [list] : [list, ['json', { outputFile: `${folder}/${name}.json` }]]
}

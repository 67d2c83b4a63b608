import { homedir } from 'node:os'

/** Of whoever started Headroom. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string
  readonly workingFolder: string
  /** As Node calls it. */
  readonly platform: string
}

export const surroundings = (): Surroundings => ({
  environment: process.env,
  homeFolder: homedir(),
  workingFolder: process.cwd(),
  platform: process.platform,
})

import { resolve } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { parseSize, parseSpeed } from '../shared/parse.ts'
import type { Shown } from './host/open-host.ts'
import { parsedBy } from './option-values.ts'

export const roomOption = (): Option =>
  new Option('--room <bytes>', 'lower the room to this at first, for trials (22GB, 22GiB, bytes)')
    .argParser(parsedBy(parseSize))
    .default(null, 'as it is')

/** As many as are followed at all (monitor/logs/log-file.ts): what is named must not be left out in silence. */
const maxLogs = 40

/** Given more than once, for more than one. */
export const logOption = (): Option =>
  new Option('--log <file>', 'follow this log too, beside those in the usual places (repeatable)')
    .argParser<readonly string[]>((path, before) => {
      if (before.length >= maxLogs)
        throw new InvalidArgumentError(`no more than ${maxLogs} logs can be followed`)
      return [...before, resolve(path)]
    })
    .default([], 'none')

export const replayOption = (): Option =>
  new Option('--replay <file>', 'show a recording instead of this machine, over and over')

export const speedOption = (): Option =>
  new Option('--speed <factor>', 'how fast the recording plays')
    .argParser(parsedBy(parseSpeed))
    .default(1)

export interface ReplayFlags {
  readonly replay?: string
  readonly speed: number
}
export const shownBy = ({ replay, speed }: ReplayFlags): Shown => ({
  replayFile: replay ?? null,
  speed,
})

import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import type { ExitCode } from '../shared/exit-code.ts'
import { parseSize } from '../shared/parse.ts'
import { modelOrders, type ModelOrder } from './cli/choose-models.ts'
import { parseMac, type OtherMac } from './fit/fit-room.ts'
import { parsedBy } from './option-values.ts'

interface ModelsFlags {
  readonly json: boolean
  readonly fits: boolean
  readonly sort: ModelOrder
  readonly folder: readonly string[]
  readonly room: number | null
  readonly mac?: OtherMac
}

/** `headroom models` (design §3). */
export function addModels(program: Command, done: (code: ExitCode) => void): void {
  program
    .command('models')
    .argument('[words...]', 'only those whose name, architecture or quantization has all of these')
    .description(
      'every model on the disk, whether it would fit now, and how long its context could be; exit code 1 where a folder could not be looked at',
    )
    .option('--fits', 'only those that would fit, or are loaded', false)
    .addOption(
      new Option('--sort <order>', 'by what they are sorted').choices(modelOrders).default('name'),
    )
    .addOption(
      new Option('--folder <folder>', 'in this folder too, and those below it (repeatable)')
        .argParser<readonly string[]>((path, before) => [...before, resolve(path)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--room <bytes>', 'instead of what is left now (22GB, 22GiB, bytes)')
        .argParser(parsedBy(parseSize))
        .default(null, 'now'),
    )
    .addOption(
      new Option('--mac <mac>', 'on another Mac: 32GB or 32GB,macos26')
        .argParser(parsedBy(parseMac))
        .conflicts('room'),
    )
    .option('--json', 'as JSON', false)
    .action(async (words: readonly string[], flags: ModelsFlags) => {
      const { models } = await import('./cli/models.ts')
      const { json, fits: fitsOnly, sort: order, folder: folders, room, mac } = flags
      const roomBytes = { roomBytes: room, mac: mac ?? null }
      done(await models({ words, json, fitsOnly, order, folders, ...roomBytes }))
    })
}

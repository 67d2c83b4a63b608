// npm run mac:check [-- --with-sudo …]: all that Headroom assumes of macOS, asked of a real Mac. It has never run on one.
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { createLocalHost } from '../../src/main/host/local.ts'
import { createRedact } from '../../src/main/host/redact.ts'
import { exitCode, UsageError } from '../../src/shared/exit-code.ts'
import { createChildren, type Children } from '../frame/children.ts'
import { print, runAsMain, say } from '../frame/main.ts'
import { fromRoot } from '../from-root.ts'
import { createAppAccess } from './app/start-app.ts'
import type { AskPerson } from './ask-all.ts'
import { checkMac } from './check-mac.ts'
import { createMac, type Mac } from './mac.ts'
import { startGuineaPig } from './guinea-pig.ts'
import { help, optionsOf, type Options } from './options.ts'
import { ownNames } from './own-names.ts'
import { lineOfAsked, summaryOf } from './report.ts'
import { runCommand } from './run-command.ts'

const endsWithinMs = 20_000
const electronOfNpm = 'node_modules/electron/dist/Electron.app/Contents/MacOS/Electron'

/** null: it is not installed, or there is no app for it. */
function findElectron(): string | null {
  const path = process.env['HEADROOM_ELECTRON'] ?? fromRoot(electronOfNpm)
  return existsSync(path) && existsSync(fromRoot('out/main/index.js')) ? path : null
}

async function check(): Promise<number> {
  const options = optionsOf(process.argv.slice(2))
  if (options === null) {
    print(help)
    return exitCode.yes
  }
  if (process.platform !== 'darwin')
    throw new UsageError('this is no Mac: there is nothing to ask here')
  const children = createChildren()
  const work = await mkdtemp(join(tmpdir(), 'headroom-mac-check-'))
  const mac = await thisMac(options, children, work)
  const folder = options.out ?? `mac-check-${new Date().toISOString().slice(0, 10)}`
  try {
    say('This takes some five minutes. Leave the Mac alone meanwhile, as its costs are measured.')
    const day = new Date().toISOString().slice(0, 10)
    const asked = await checkMac({
      mac,
      folder,
      options,
      askPerson: personAsker(options),
      origin: { source: `npm run mac:check, ${day}`, provenance: 'recorded' },
      onAsked: (one) => say(lineOfAsked(one)),
    })
    print(summaryOf(asked, folder))
    return asked.some(({ verdict }) => verdict === 'wrong') ? exitCode.no : exitCode.yes
  } finally {
    // what a question has left hanging must not keep the check from its end
    setTimeout(() => process.exit(), endsWithinMs).unref()
    await mac.app?.close()
    await mac.host.close()
    await children.endAll()
    await rm(work, { recursive: true, force: true })
  }
}

async function thisMac(options: Options, children: Children, work: string): Promise<Mac> {
  const electron = findElectron()
  return createMac({
    host: createLocalHost(),
    run: runCommand,
    guineaPig: await startGuineaPig(children, work),
    children,
    app: electron === null ? null : createAppAccess(electron, work),
    packagedApp: options.app,
    redact: createRedact(await ownNames(runCommand)),
  })
}

/** null where nobody is to be asked, or nobody is at a terminal. */
function personAsker({ asksPerson }: Options): AskPerson {
  if (!asksPerson || !process.stdin.isTTY) return null
  return async ({ title, look }) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr })
    try {
      say(`\n${title}\n${look}`)
      const answer = (await lines.question('[y]es, [n]o, anything else skips: '))
        .trim()
        .toLowerCase()
      if (!/^(?:y(?:es)?|no?)$/.test(answer)) return { answer: 'skip', words: '' }
      const words = await lines.question('what did you see? ')
      return { answer: answer.startsWith('y') ? 'yes' : 'no', words }
    } finally {
      lines.close()
    }
  }
}

await runAsMain('mac:check', check)

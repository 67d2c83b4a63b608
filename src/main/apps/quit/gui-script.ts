import { z } from 'zod/mini'
import { jsonIn, ParseError } from '../../../shared/parse.ts'
import type { Pid } from '../../../shared/ids.ts'
import type { CommandQuestion } from '../../host/host.ts'

/** `look`: nothing is sent. */
export type HowToEnd = 'look' | 'ask' | 'force'

/**
 * JavaScript for Automation, constant: what it is about comes as arguments, and nothing is ever put into its text. A method
 * without arguments runs where it is READ (`app.terminate`), and brackets behind it are an error; a nil object is truthy
 * (electron.md §9). The app that has this number must have this bundle's id: the number may be another's by now.
 */
export const endScript = `
ObjC.import('AppKit')
function run(argv) {
  var app = $.NSRunningApplication.runningApplicationWithProcessIdentifier(Number(argv[0]))
  if (!app || app.isNil()) return JSON.stringify({ kind: 'none' })
  var id = ObjC.unwrap(app.bundleIdentifier)
  if (id === undefined || String(id) !== argv[1]) return JSON.stringify({ kind: 'other' })
  if (argv[2] === 'ask') return JSON.stringify({ kind: 'asked', taken: Boolean(app.terminate) })
  if (argv[2] === 'force') return JSON.stringify({ kind: 'forced', taken: Boolean(app.forceTerminate) })
  return JSON.stringify({ kind: 'found' })
}
`.trim()

/** It starts AppKit and asks LaunchServices. */
const endDeadlineMs = 5_000

/** The number first: getopt of osascript stops at it, and an id that begins with a dash is no option. */
export const endQuestion = (id: Pid, bundleId: string, how: HowToEnd): CommandQuestion => ({
  kind: 'command',
  argv: ['/usr/bin/osascript', '-l', 'JavaScript', '-e', endScript, String(id), bundleId, how],
  deadlineMs: endDeadlineMs,
})

export type EndAnswer =
  | { readonly kind: 'none' | 'other' | 'found' }
  | { readonly kind: 'asked' | 'forced'; readonly taken: boolean }

const shape = z.union([
  z.object({ kind: z.enum(['none', 'other', 'found']) }),
  z.object({ kind: z.enum(['asked', 'forced']), taken: z.boolean() }),
])

// {"kind":"asked","taken":true}       (composed by us: it has never run on a Mac)
export function parseEndAnswer(text: string): EndAnswer {
  const parsed = shape.safeParse(jsonIn(text.trim()))
  if (!parsed.success) throw new ParseError('not the answer of the script that ends an app')
  return parsed.data
}

/**
 * AppleScript, constant likewise: where JavaScript cannot. It asks macOS for consent once per app, and means an app by its id
 * alone; an app that does not run it would start, so it looks first.
 */
export const tellScript = `
on run argv
  set bundleId to item 2 of argv
  if application id bundleId is running then
    with timeout of 10 seconds
      tell application id bundleId to quit
    end timeout
    return "asked"
  end if
  return "none"
end run
`.trim()

/** Longer than the script's own, so that its answer is heard. */
const tellDeadlineMs = 12_000

export const tellQuestion = (id: Pid, bundleId: string): CommandQuestion => ({
  kind: 'command',
  argv: ['/usr/bin/osascript', '-e', tellScript, String(id), bundleId],
  deadlineMs: tellDeadlineMs,
})

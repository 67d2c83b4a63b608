// Follows a log and prints every piece as one JSON line: what race.ts starts, and kills. Arguments: the path of the log, the
// position as JSON.
import { createLocalHost } from '../../../src/main/host/local.ts'
import type { LogPosition } from '../../../src/main/host/host.ts'

const [path = '', at = 'null'] = process.argv.slice(2)
const position: LogPosition | null = JSON.parse(at)
const checkEveryMs = 200
const maxBacklogBytes = 2 ** 30

const follower = createLocalHost().followLog(
  path,
  { position, maxBacklogBytes },
  (piece) => void (piece.isKnown || process.stdout.write(`${JSON.stringify(piece)}\n`)),
  (trouble) => process.stdout.write(`${JSON.stringify({ trouble })}\n`),
)
setInterval(() => follower.check(), checkEveryMs)

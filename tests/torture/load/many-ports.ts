// A program called `llama-server` that listens on many ports of 127.0.0.1 and is one server, at the first of them: prints its
// port when all are open, and `asked N` with each hundred requests.
import { createServer } from 'node:http'
import { well } from '../../servers/behaviour.ts'
import { listen, listenerOf } from '../../servers/http-face.ts'
import { fakeLlama } from '../../servers/kinds/llama-server.ts'

const count = process.argv.slice(2).map(Number).find(Number.isInteger) ?? 0
let asked = 0
const note = (): void => {
  asked++
  if (asked % 100 === 0) console.log(`asked ${asked}`)
}

const kind = fakeLlama({ name: 'many', path: '/models/many.gguf' })
const { port } = await listen(listenerOf(kind, () => well, note))
for (let index = 1; index < count; index++) {
  const other = createServer((_, answer) => {
    note()
    answer.writeHead(404).end()
  })
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
}
console.log(`port ${port}`)

// A program called `llama-server` that takes every connection and answers one byte a second: prints its port, and then how
// many connections stand open, each time that changes.
import { listen } from '../../servers/http-face.ts'

let open = 0
const { port } = await listen((_, answer) => {
  console.log(`open ${++open}`)
  answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' })
  const timer = setInterval(() => answer.write('{'), 1_000)
  answer.on('close', () => {
    clearInterval(timer)
    console.log(`open ${--open}`)
  })
})
console.log(`port ${port}`)

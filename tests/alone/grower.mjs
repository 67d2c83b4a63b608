// Takes memory and touches it, at a pace: node grower.mjs <bytes per second>. It says when it begins.
const bytesPerSecond = Number(process.argv[2])
const everyMs = 50
const held = []
let heldBytes = 0
const startedAtMs = performance.now()
console.log(`growing ${Date.now()}`)
setInterval(() => {
  // by the clock, not by the count of wakes: a machine under load wakes late
  const dueBytes = ((performance.now() - startedAtMs) / 1_000) * bytesPerSecond
  const bytes = Math.round(dueBytes - heldBytes)
  held.push(Buffer.alloc(bytes, 1))
  heldBytes += bytes
}, everyMs)

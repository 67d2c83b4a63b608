import { app } from 'electron'

await Promise.resolve()
app.on('ready', () => {
  throw new Error('main is broken')
})

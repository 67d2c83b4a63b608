import { app, BrowserWindow } from 'electron'

app.once('before-quit', (event) => {
  console.log('before-quit, prevented')
  event.preventDefault()
  setTimeout(() => {
    app.on('before-quit', () => console.log('before-quit'))
    app.quit()
  }, 50)
})
app.on('will-quit', () => console.log('will-quit'))
app.on('quit', (_, code) => console.log(`quit ${code}`))
void app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false })
  window.on('close', () => console.log('close'))
  window.on('closed', () => console.log('closed'))
  app.quit()
})

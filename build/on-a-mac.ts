// Before anything that only a Mac can do: elsewhere an Electron for the wrong system would be fetched first.
if (process.platform !== 'darwin') {
  process.stderr.write('headroom: the Mac app is put together on a Mac\n')
  process.exit(2)
}

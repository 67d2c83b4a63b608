import { copyFile, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Pages of a file that two processes map are nobody's private ones: in the Node that this bench runs in, serve would look
 * 45 MB smaller than on a machine without another Node. Synced, because unwritten pages of a file count as dirty.
 */
export async function copyOfNode(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await copyFile(process.execPath, path)
  const file = await open(path, 'r')
  await file.sync()
  await file.close()
}

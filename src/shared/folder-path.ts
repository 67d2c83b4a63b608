const slash = '/'

/** The path of a folder without the slashes behind it; that of the root stays. */
export function folderPath(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === slash) end--
  return path.slice(0, end)
}

/**
 * The lines of a command's output that ended: what stands behind the last newline was cut, and a cut figure is a wrong one.
 * Carriage returns are taken off.
 */
export const wholeLines = (text: string): readonly string[] => text.split(/\r?\n/).slice(0, -1)

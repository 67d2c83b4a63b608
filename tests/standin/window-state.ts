import type { Contents } from './contents.ts'
import type { Shell } from './shell.ts'

/** What the parts of one window share. */
export interface WindowState {
  readonly shell: Shell
  readonly window: Electron.BrowserWindow
  readonly contents: Contents
  /** Of the title bar; 0 without a frame. */
  readonly barHeight: number
  bounds: Electron.Rectangle
  isShown: boolean
  /** In the Dock: not on screen, though shown. */
  isMinimized: boolean
  isDestroyed: boolean
  vibrancy: string | null
  backgroundColor: string
  /** Lets go of the window when it is gone. */
  forget(): void
}

/** macOS draws 28 points. */
export const titleBarHeight = 28

/** Chromium aborts the whole app on them; so does the real setBounds, with this error in newer versions. */
export function needIntegers(values: Readonly<Record<string, number | undefined>>): void {
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && !Number.isInteger(value))
      throw new TypeError(`Error processing argument: conversion failure from ${value} (${name})`)
}
